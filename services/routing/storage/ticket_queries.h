// SQL of tickets, facts and requests. Table constraints: migrations/001_routing.sql.
#pragma once

#include "common/postgres/postgres.h"
#include "services/routing/storage/ticket_columns.h"

namespace salur::routing::queries {

#define SALUR_FACT_COLUMNS                                                                  \
  "ticket_id, number, kind, fact_time, cycle, step, unit_id, unit_level, unit_region_code," \
  " unit_time_zone, unit_name, actor, note, skipped_unit_ids, due_time, outcome,"           \
  " clock_action_version, cause, other_unit_id"
// One array for each column; lists inside a row are joined by commas (ids and steps have none).
#define SALUR_TICKET_ROWS                                                                       \
  " SELECT t.c1::uuid, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17," \
  " c18, c19, c20, c21, c22, c23, c24, c25, string_to_array(c26, ','), c27, c28, c29,"          \
  " string_to_array(c30, ','), string_to_array(c31, ','), c32, c33, c34, c35, c36"              \
  " FROM unnest($1::text[], $2::text[], $3::smallint[], $4::smallint[], $5::text[],"            \
  " $6::boolean[], $7::boolean[], $8::text[], $9::boolean[], $10::boolean[], $11::text[],"      \
  " $12::text[], $13::text[], $14::text[], $15::smallint[], $16::text[], $17::integer[],"       \
  " $18::integer[], $19::bigint[], $20::bigint[], $21::timestamptz[], $22::timestamptz[],"      \
  " $23::timestamptz[], $24::text[], $25::text[], $26::text[], $27::text[], $28::text[],"       \
  " $29::text[], $30::text[], $31::text[], $32::bigint[], $33::bigint[],"                       \
  " $34::smallint[], $35::boolean[], $36::boolean[])"                                           \
  " AS t(c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19," \
  " c20, c21, c22, c23, c24, c25, c26, c27, c28, c29, c30, c31, c32, c33, c34, c35, c36)"

// Primary key; the tracking number is unique too. Rows come sorted by id, so that two batches with
// common tickets wait for each other instead of deadlocking.
inline const postgres::Statement kAddTickets{
    "routing_add_tickets", "INSERT INTO routing.ticket (" SALUR_TICKET_COLUMNS ")" SALUR_TICKET_ROWS
                           " ON CONFLICT (ticket_id) DO NOTHING RETURNING ticket_id::text"};

// Primary key; the rows are locked already. What a ticket was filed with never changes.
inline const postgres::Statement kUpdateTickets{
    "routing_update_tickets",
    "UPDATE routing.ticket AS old SET state = new.state, class = new.class,"
    " category_code = new.category_code, needs_supervision = new.needs_supervision,"
    " always_calendar = new.always_calendar, confidential = new.confidential,"
    " handling_unit_id = new.handling_unit_id, holder_unit_id = new.holder_unit_id,"
    " accountable_unit_id = new.accountable_unit_id, accountable_level = new.accountable_level,"
    " assignee = new.assignee, cycle = new.cycle, step = new.step, version = new.version,"
    " clock_version = new.clock_version, update_time = new.update_time, text_id = new.text_id,"
    " text_en = new.text_en, steps = new.steps, rule_id = new.rule_id,"
    " decided_region = new.decided_region, decided_category = new.decided_category,"
    " candidate_unit_ids = new.candidate_unit_ids, skipped_unit_ids = new.skipped_unit_ids,"
    " directory_version = new.directory_version, rules_version = new.rules_version,"
    " hops = new.hops, binding = new.binding, arbitrating = new.arbitrating"
    " FROM (" SALUR_TICKET_ROWS ") AS new(" SALUR_TICKET_COLUMNS
    ")"
    " WHERE old.ticket_id = new.ticket_id AND old.version < new.version"};

// Primary key; fact_climb_once and fact_clock_action_once refuse a repeated clock action.
inline const postgres::Statement kAddFacts{
    "routing_add_facts",
    "INSERT INTO routing.ticket_fact (" SALUR_FACT_COLUMNS
    ")"
    " SELECT c1::uuid, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13,"
    " string_to_array(c14, ','), c15, c16, c17, c18, c19"
    " FROM unnest($1::text[], $2::smallint[], $3::smallint[], $4::timestamptz[], $5::integer[],"
    " $6::integer[], $7::text[], $8::smallint[], $9::text[], $10::text[], $11::text[], $12::text[],"
    " $13::text[], $14::text[], $15::timestamptz[], $16::smallint[], $17::bigint[],"
    " $18::smallint[], $19::text[])"
    " AS t(c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19)"};

inline const postgres::Statement kAddEvents{
    "routing_add_events",
    "INSERT INTO routing.outbox (key, payload) SELECT * FROM unnest($1::text[], $2::bytea[])"};

// Primary key; locks the rows until the end of the transaction, in the order of their ids.
inline const postgres::Statement kLockTickets{
    "routing_lock_tickets", "SELECT " SALUR_TICKET_COLUMNS
                            " FROM routing.ticket WHERE ticket_id = ANY ($1::text[]::uuid[])"
                            " ORDER BY ticket_id FOR UPDATE"};

// Primary key.
inline const postgres::Statement kReadFacts{
    "routing_read_facts", "SELECT " SALUR_FACT_COLUMNS
                          " FROM routing.ticket_fact WHERE ticket_id = ANY ($1::text[]::uuid[])"
                          " ORDER BY ticket_id, number"};

// Primary key.
inline const postgres::Statement kGetTicket{"routing_get_ticket",
                                            "SELECT " SALUR_TICKET_COLUMNS
                                            " FROM routing.ticket WHERE ticket_id = $1::uuid"};
// Unique index on tracking_number.
inline const postgres::Statement kGetTicketByNumber{
    "routing_get_ticket_by_number",
    "SELECT " SALUR_TICKET_COLUMNS " FROM routing.ticket WHERE tracking_number = $1"};

// Primary key.
inline const postgres::Statement kFindRequest{
    "routing_find_request",
    "SELECT fingerprint, answer FROM routing.ticket_request WHERE caller = $1 AND request_id = $2"};
inline const postgres::Statement kAddRequest{
    "routing_add_request",
    "INSERT INTO routing.ticket_request (caller, request_id, ticket_id, fingerprint, answer,"
    " create_time) VALUES ($1, $2, $3::uuid, $4, $5::bytea, $6::timestamptz)"};

// Partial index ticket_open.
inline const postgres::Statement kCountOpen{
    "routing_count_open",
    "SELECT accountable_level, count(*) FROM routing.ticket WHERE state <= 5"
    " GROUP BY accountable_level"};

#undef SALUR_FACT_COLUMNS
#undef SALUR_TICKET_ROWS

}  // namespace salur::routing::queries
