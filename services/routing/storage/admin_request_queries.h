// SQL of remembered requests of administrators; used under the exclusive lock of the versions.
#pragma once

#include "common/postgres/postgres.h"

namespace salur::routing::queries {

// Primary key.
inline const postgres::Statement kFindAdminRequest{
    "routing_find_admin_request",
    "SELECT fingerprint, answer FROM routing.admin_request WHERE caller = $1 AND request_id = $2"};
inline const postgres::Statement kAddAdminRequest{
    "routing_add_admin_request",
    "INSERT INTO routing.admin_request (caller, request_id, fingerprint, answer, create_time)"
    " VALUES ($1, $2, $3, $4::bytea, $5::timestamptz)"};

}  // namespace salur::routing::queries
