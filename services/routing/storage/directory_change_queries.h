// SQL of what changes between versions of the directory. Table constraints:
// migrations/004_directory_changes.sql.
#pragma once

#include "common/postgres/postgres.h"

namespace salur::routing::queries {

// The whole table: a row for each unit that ever changed.
inline const postgres::Statement kReadValidity{
    "routing_read_validity",
    "SELECT unit_id, valid_from, valid_to, decree, successor_ids FROM routing.unit_validity"};

// Primary key. Ids have no commas.
inline const postgres::Statement kWriteValidity{
    "routing_write_validity",
    "INSERT INTO routing.unit_validity (unit_id, valid_from, valid_to, decree, successor_ids)"
    " SELECT c1, c2, c3, c4, string_to_array(c5, ',')"
    " FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])"
    " AS t(c1, c2, c3, c4, c5)"
    " ON CONFLICT (unit_id) DO UPDATE SET valid_from = EXCLUDED.valid_from,"
    " valid_to = EXCLUDED.valid_to, decree = EXCLUDED.decree,"
    " successor_ids = EXCLUDED.successor_ids"};

inline const postgres::Statement kReadDecrees{
    "routing_read_decrees",
    "SELECT decree, valid_from, change, old_code, new_code, new_name, note FROM routing.decree"
    " ORDER BY decree, old_code, new_code"};
inline const postgres::Statement kAddDecrees{
    "routing_add_decrees",
    "INSERT INTO routing.decree (directory_version, decree, valid_from, change, old_code, new_code,"
    " new_name, note)"
    " SELECT $1::bigint, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[],"
    " $7::text[], $8::text[])"};

inline const postgres::Statement kAddStaffing{
    "routing_add_staffing",
    "INSERT INTO routing.staffing_change (directory_version, change_time, actor, staffed, unit_ids,"
    " note) VALUES ($1::bigint, $2::timestamptz, $3, $4::boolean, $5::text[], $6)"};

// Primary key.
inline const postgres::Statement kAddHandOver{
    "routing_add_hand_over",
    "INSERT INTO routing.hand_over (unit_id, directory_version)"
    " SELECT unnest($1::text[]), $2::bigint"
    " ON CONFLICT (unit_id) DO UPDATE SET directory_version = EXCLUDED.directory_version"};
inline const postgres::Statement kReadHandOver{
    "routing_read_hand_over",
    "SELECT unit_id, directory_version FROM routing.hand_over"
    " ORDER BY directory_version, unit_id LIMIT $1::integer"};
// Primary key. A unit that a later version named again stays.
inline const postgres::Statement kFinishHandOver{
    "routing_finish_hand_over",
    "DELETE FROM routing.hand_over WHERE unit_id = ANY ($1::text[])"
    " AND directory_version <= $2::bigint"};

// Primary key.
inline const postgres::Statement kFindAnswer{
    "routing_find_answer",
    "SELECT fingerprint, answer FROM routing.admin_request WHERE caller = $1 AND request_id = $2"};
// Primary key; waits for the same request that runs elsewhere. No row when it was there.
inline const postgres::Statement kAddAnswer{
    "routing_add_answer",
    "INSERT INTO routing.admin_request (caller, request_id, fingerprint, answer, create_time)"
    " VALUES ($1, $2, $3, $4::bytea, $5::timestamptz) ON CONFLICT DO NOTHING RETURNING 1"};

// Primary key.
inline const postgres::Statement kReadContacts{
    "routing_read_contacts",
    "SELECT unit_id, phone, email, address FROM routing.unit_contact"
    " WHERE unit_id = ANY ($1::text[])"};
inline const postgres::Statement kWriteContact{
    "routing_write_contact",
    "INSERT INTO routing.unit_contact (unit_id, phone, email, address, update_time, actor)"
    " VALUES ($1, $2, $3, $4, $5::timestamptz, $6)"
    " ON CONFLICT (unit_id) DO UPDATE SET phone = EXCLUDED.phone, email = EXCLUDED.email,"
    " address = EXCLUDED.address, update_time = EXCLUDED.update_time, actor = EXCLUDED.actor"};
inline const postgres::Statement kDeleteContact{
    "routing_delete_contact", "DELETE FROM routing.unit_contact WHERE unit_id = $1"};

}  // namespace salur::routing::queries
