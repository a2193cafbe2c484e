// SQL of the directory's tables. Table constraints: migrations/001_routing.sql.
#pragma once

#include "common/postgres/postgres.h"

namespace salur::routing::queries {

// The lock between decisions and imports; held until the end of the transaction. Waits.
inline const postgres::Statement kLockVersionsShared{
    "routing_lock_versions_shared", "SELECT pg_advisory_xact_lock_shared(7720001)"};
inline const postgres::Statement kLockVersionsExclusive{"routing_lock_versions_exclusive",
                                                        "SELECT pg_advisory_xact_lock(7720001)"};

// One row. Read after the lock, in a statement of its own: a statement sees what was committed when
// it began.
inline const postgres::Statement kReadVersions{
    "routing_read_versions",
    "SELECT directory_version, rules_version FROM routing.directory_version"};

inline const postgres::Statement kWriteVersions{
    "routing_write_versions",
    "UPDATE routing.directory_version SET directory_version = $1::bigint,"
    " rules_version = $2::bigint"};

inline const postgres::Statement kAddImport{
    "routing_add_import",
    "INSERT INTO routing.directory_import (directory_version, rules_version, import_time,"
    " imported_by, added, renamed, moved, retired)"
    " VALUES ($1::bigint, $2::bigint, $3::timestamptz, $4, $5::integer, $6::integer, $7::integer,"
    " $8::integer)"};

inline const postgres::Statement kReadKinds{
    "routing_read_kinds",
    "SELECT code, line, authority, kabkota_name, provinsi_name, national_name, national_short,"
    " active FROM routing.agency_kind"};

// Kinds are never deleted: an import that drops one keeps it as inactive. Primary key.
inline const postgres::Statement kWriteKinds{
    "routing_write_kinds",
    "INSERT INTO routing.agency_kind (code, line, authority, kabkota_name, provinsi_name,"
    " national_name, national_short, active)"
    " SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],"
    " $7::text[], $8::boolean[])"
    " ON CONFLICT (code) DO UPDATE SET line = EXCLUDED.line, authority = EXCLUDED.authority,"
    " kabkota_name = EXCLUDED.kabkota_name, provinsi_name = EXCLUDED.provinsi_name,"
    " national_name = EXCLUDED.national_name, national_short = EXCLUDED.national_short,"
    " active = EXCLUDED.active"};

// The whole table, once for each version and process.
inline const postgres::Statement kReadUnits{
    "routing_read_units",
    "SELECT unit_id, name, parent_id, escalation_parent_id, region_kind, time_zone, staffed, "
    "active,"
    " latitude_e6, longitude_e6, postal_code FROM routing.unit"};

// Primary key. kCountOrphans follows before the end of the transaction.
inline const postgres::Statement kWriteUnits{
    "routing_write_units",
    "INSERT INTO routing.unit (unit_id, name, parent_id, escalation_parent_id, region_kind,"
    " time_zone, staffed, active, latitude_e6, longitude_e6, postal_code)"
    " SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],"
    " $7::boolean[], $8::boolean[], $9::integer[], $10::integer[], $11::integer[])"
    " ON CONFLICT (unit_id) DO UPDATE SET name = EXCLUDED.name, parent_id = EXCLUDED.parent_id,"
    " escalation_parent_id = EXCLUDED.escalation_parent_id, region_kind = EXCLUDED.region_kind,"
    " time_zone = EXCLUDED.time_zone, staffed = EXCLUDED.staffed, active = EXCLUDED.active,"
    " latitude_e6 = EXCLUDED.latitude_e6, longitude_e6 = EXCLUDED.longitude_e6,"
    " postal_code = EXCLUDED.postal_code"};

// What a foreign key would check, for all rows at once: a hash join of the table with itself.
inline const postgres::Statement kCountOrphans{
    "routing_count_orphans",
    "SELECT count(*) FROM routing.unit AS child"
    " LEFT JOIN routing.unit AS parent ON parent.unit_id = child.parent_id"
    " LEFT JOIN routing.unit AS above ON above.unit_id = child.escalation_parent_id"
    " WHERE child.unit_id <> 'ID' AND (parent.unit_id IS NULL OR above.unit_id IS NULL)"};

inline const postgres::Statement kReadServedBy{"routing_read_served_by",
                                               "SELECT unit_id, served_by FROM routing.served_by"};
inline const postgres::Statement kDeleteServedBy{"routing_delete_served_by",
                                                 "DELETE FROM routing.served_by"};
inline const postgres::Statement kWriteServedBy{"routing_write_served_by",
                                                "INSERT INTO routing.served_by (unit_id, served_by)"
                                                " SELECT * FROM unnest($1::text[], $2::text[])"};

inline const postgres::Statement kReadCategories{
    "routing_read_categories",
    "SELECT code, parent_code, name_id, name_en, default_class, handler_kind, handler_level,"
    " calendar, confidential, needs_supervision, physical, emergency_number, active"
    " FROM routing.category ORDER BY position"};
inline const postgres::Statement kDeleteCategories{"routing_delete_categories",
                                                   "DELETE FROM routing.category"};
inline const postgres::Statement kWriteCategories{
    "routing_write_categories",
    "INSERT INTO routing.category (position, code, parent_code, name_id, name_en, default_class,"
    " handler_kind, handler_level, calendar, confidential, needs_supervision, physical,"
    " emergency_number, active)"
    " SELECT * FROM unnest($1::integer[], $2::text[], $3::text[], $4::text[], $5::text[],"
    " $6::text[], $7::text[], $8::text[], $9::text[], $10::boolean[], $11::boolean[],"
    " $12::boolean[], $13::text[], $14::boolean[])"};

}  // namespace salur::routing::queries
