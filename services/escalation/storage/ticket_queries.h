// SQL on ticket_snapshot, fact and clock.
#pragma once

#include "common/postgres/postgres.h"

namespace salur::escalation::queries {

// Primary key. No lock: fact numbers only grow, so the answer is a lower bound.
inline const postgres::Statement kSelectFactCounts{
    "escalation_select_fact_counts",
    "SELECT ticket_id, fact_count FROM escalation.ticket_snapshot"
    " WHERE ticket_id = ANY($1::uuid[])"};

// Primary key. Locks the rows in the order of ticket_id, so that two batches cannot deadlock;
// answers only those that were older than what came, or as old when $21.
inline const postgres::Statement kUpsertSnapshots{
    "escalation_upsert_snapshots",
    "INSERT INTO escalation.ticket_snapshot AS stored"
    " (ticket_id, version, clock_version, state, class, category_code, needs_supervision,"
    " always_calendar, confidential, region_code, handling_unit_id, accountable_unit_id, cycle,"
    " step, ladder, fact_count, late_time, late_kind, open_clocks, rules_version)"
    " SELECT ticket_id, version, clock_version, state, class, category_code, needs_supervision,"
    " always_calendar, confidential, region_code, handling_unit_id, accountable_unit_id, cycle,"
    " step, ladder, fact_count, late_time, nullif(late_kind, 0), open_clocks, rules_version"
    " FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::smallint[], $5::smallint[],"
    " $6::text[], $7::boolean[], $8::boolean[], $9::boolean[], $10::text[], $11::text[],"
    " $12::text[], $13::integer[], $14::integer[], $15::text[], $16::integer[],"
    " $17::timestamptz[], $18::smallint[], $19::integer[], $20::bigint[])"
    " AS t(ticket_id, version, clock_version, state, class, category_code, needs_supervision,"
    " always_calendar, confidential, region_code, handling_unit_id, accountable_unit_id, cycle,"
    " step, ladder, fact_count, late_time, late_kind, open_clocks, rules_version)"
    " ORDER BY ticket_id"
    " ON CONFLICT (ticket_id) DO UPDATE SET"
    " version = excluded.version, clock_version = excluded.clock_version,"
    " state = excluded.state, class = excluded.class, category_code = excluded.category_code,"
    " needs_supervision = excluded.needs_supervision,"
    " always_calendar = excluded.always_calendar, confidential = excluded.confidential,"
    " region_code = excluded.region_code, handling_unit_id = excluded.handling_unit_id,"
    " accountable_unit_id = excluded.accountable_unit_id, cycle = excluded.cycle,"
    " step = excluded.step, ladder = excluded.ladder, fact_count = excluded.fact_count,"
    " late_time = excluded.late_time, late_kind = excluded.late_kind,"
    " open_clocks = excluded.open_clocks, rules_version = excluded.rules_version"
    " WHERE (excluded.version, excluded.rules_version) > (stored.version, stored.rules_version)"
    " OR ($21::boolean AND (excluded.version, excluded.rules_version)"
    "  = (stored.version, stored.rules_version))"
    " RETURNING ticket_id"};

// Primary key. A fact that stands is never changed. fact_climb refuses a second climb of a step.
inline const postgres::Statement kInsertFacts{
    "escalation_insert_facts",
    "INSERT INTO escalation.fact (ticket_id, number, kind, time, cycle, step, unit_id,"
    " region_code, utc_offset_hours, due_time)"
    " SELECT * FROM unnest($1::uuid[], $2::integer[], $3::smallint[], $4::timestamptz[],"
    " $5::integer[], $6::integer[], $7::text[], $8::text[], $9::smallint[], $10::timestamptz[])"
    " ON CONFLICT (ticket_id, number) DO NOTHING"};

// Primary key. Rows that say the same already are not written.
inline const postgres::Statement kUpsertClocks{
    "escalation_upsert_clocks",
    "INSERT INTO escalation.clock AS stored (ticket_id, kind, cycle, step, unit_id, region_code,"
    " utc_offset_hours, limit_working_days, limit_seconds, start_time, due_time, met_time,"
    " cancelled_time, paused)"
    " SELECT * FROM unnest($1::uuid[], $2::smallint[], $3::integer[], $4::integer[], $5::text[],"
    " $6::text[], $7::smallint[], $8::integer[], $9::bigint[], $10::timestamptz[],"
    " $11::timestamptz[], $12::timestamptz[], $13::timestamptz[], $14::boolean[])"
    " ON CONFLICT (ticket_id, kind, cycle, step) DO UPDATE SET unit_id = excluded.unit_id,"
    " region_code = excluded.region_code, utc_offset_hours = excluded.utc_offset_hours,"
    " limit_working_days = excluded.limit_working_days, limit_seconds = excluded.limit_seconds,"
    " start_time = excluded.start_time, due_time = excluded.due_time,"
    " met_time = excluded.met_time, cancelled_time = excluded.cancelled_time,"
    " paused = excluded.paused"
    " WHERE (stored.unit_id, stored.region_code, stored.utc_offset_hours,"
    " stored.limit_working_days, stored.limit_seconds, stored.start_time, stored.due_time,"
    " stored.met_time, stored.cancelled_time, stored.paused) IS DISTINCT FROM"
    " (excluded.unit_id, excluded.region_code, excluded.utc_offset_hours,"
    " excluded.limit_working_days, excluded.limit_seconds, excluded.start_time,"
    " excluded.due_time, excluded.met_time, excluded.cancelled_time, excluded.paused)"};

// Primary key. One row for each ticket that exists.
inline const postgres::Statement kSelectSnapshots{
    "escalation_select_snapshots",
    "SELECT ticket_id, version, clock_version, state, class, category_code, needs_supervision,"
    " always_calendar, confidential, region_code, handling_unit_id, accountable_unit_id, cycle,"
    " step, ladder, fact_count, rules_version FROM escalation.ticket_snapshot"
    " WHERE ticket_id = ANY($1::uuid[])"};

// Primary key.
inline const postgres::Statement kSelectFacts{
    "escalation_select_facts",
    "SELECT ticket_id, number, kind, time, cycle, step, unit_id, region_code, utc_offset_hours,"
    " due_time FROM escalation.fact WHERE ticket_id = ANY($1::uuid[])"
    " ORDER BY ticket_id, number"};

// Index ticket_snapshot_open.
inline const postgres::Statement kSelectOutdated{
    "escalation_select_outdated",
    "SELECT ticket_id FROM escalation.ticket_snapshot"
    " WHERE open_clocks > 0 AND rules_version < $1 ORDER BY rules_version, ticket_id LIMIT $2"};

// Index ticket_snapshot_open, at most $1 rows of it; the order keeps the planner on the index,
// where open tickets are few among many ended ones.
inline const postgres::Statement kCountOpenClocks{
    "escalation_count_open_clocks",
    "SELECT count(*), coalesce(sum(open_clocks), 0) FROM (SELECT open_clocks"
    " FROM escalation.ticket_snapshot WHERE open_clocks > 0"
    " ORDER BY rules_version, ticket_id LIMIT $1) AS counted"};

// The planner's estimate of the rows in index ticket_snapshot_open.
inline const postgres::Statement kEstimateOpenTickets{
    "escalation_estimate_open_tickets",
    "SELECT greatest(reltuples, 0)::bigint FROM pg_class"
    " WHERE oid = 'escalation.ticket_snapshot_open'::regclass"};

}  // namespace salur::escalation::queries
