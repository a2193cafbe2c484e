// SQL on reference_catalog.
#pragma once

#include "common/postgres/postgres.h"

namespace salur::intake::queries {

// Primary key, from its end.
inline const postgres::Statement kLoadNewerCatalog{
    "intake_load_newer_catalog",
    "SELECT version, content FROM intake.reference_catalog WHERE version > $1 "
    "ORDER BY version DESC LIMIT 1"};

inline const postgres::Statement kSaveCatalog{
    "intake_save_catalog",
    "INSERT INTO intake.reference_catalog (version, content, create_time) VALUES ($1, $2, $3) "
    "ON CONFLICT (version) DO NOTHING"};

// Keeps the newest three, for looking back when something is odd.
inline const postgres::Statement kForgetOldCatalogs{
    "intake_forget_old_catalogs",
    "DELETE FROM intake.reference_catalog WHERE version < (SELECT min(version) FROM "
    "(SELECT version FROM intake.reference_catalog ORDER BY version DESC LIMIT 3) AS newest)"};

}  // namespace salur::intake::queries
