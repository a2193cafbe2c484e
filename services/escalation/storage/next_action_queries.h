// SQL on next_action. What is due goes by the service's clock, leases by the real one; both are
// parameters.
#pragma once

#include "common/postgres/postgres.h"

namespace salur::escalation::queries {

// Primary key. A lease survives when the action stays the same.
inline const postgres::Statement kUpsertNextActions{
    "escalation_upsert_next_actions",
    "INSERT INTO escalation.next_action AS stored (ticket_id, action, due_time, cycle, step,"
    " clock_version)"
    " SELECT * FROM unnest($1::uuid[], $2::smallint[], $3::timestamptz[], $4::integer[],"
    " $5::integer[], $6::bigint[]) AS t(ticket_id, action, due_time, cycle, step, clock_version)"
    " ORDER BY ticket_id"
    " ON CONFLICT (ticket_id) DO UPDATE SET action = excluded.action,"
    " due_time = excluded.due_time, cycle = excluded.cycle, step = excluded.step,"
    " clock_version = excluded.clock_version,"
    " lease_until = CASE WHEN (stored.action, stored.due_time, stored.cycle, stored.step)"
    "  = (excluded.action, excluded.due_time, excluded.cycle, excluded.step)"
    "  THEN stored.lease_until ELSE '-infinity' END,"
    " attempts = CASE WHEN (stored.action, stored.due_time, stored.cycle, stored.step)"
    "  = (excluded.action, excluded.due_time, excluded.cycle, excluded.step)"
    "  THEN stored.attempts ELSE 0 END"};

// Primary key; locks in the order of ticket_id.
inline const postgres::Statement kDeleteNextActions{
    "escalation_delete_next_actions",
    "WITH gone AS (SELECT ticket_id FROM escalation.next_action"
    " WHERE ticket_id = ANY($1::uuid[]) ORDER BY ticket_id FOR UPDATE)"
    " DELETE FROM escalation.next_action n USING gone WHERE n.ticket_id = gone.ticket_id"};

// Index next_action_due, from the oldest; rows that another engine is leasing at this moment are
// passed over, so any number of engines share the work without waiting for each other.
inline const postgres::Statement kLeaseDue{
    "escalation_lease_due",
    "WITH due AS (SELECT ticket_id FROM escalation.next_action"
    " WHERE due_time <= $1::timestamptz AND lease_until <= $2::timestamptz"
    " ORDER BY due_time, ticket_id LIMIT $4 FOR UPDATE SKIP LOCKED)"
    " UPDATE escalation.next_action n SET lease_until = $3::timestamptz, attempts = attempts + 1"
    " FROM due WHERE n.ticket_id = due.ticket_id"
    " RETURNING n.ticket_id, n.action, n.due_time, n.cycle, n.step, n.clock_version, n.attempts"};

// Primary key; locks in the order of ticket_id. Touches only leases that still end at $1.
inline const postgres::Statement kReleaseLeases{
    "escalation_release_leases",
    "WITH given AS (SELECT t.ticket_id, t.available_time"
    " FROM unnest($2::uuid[], $3::timestamptz[]) AS t(ticket_id, available_time)"
    " JOIN escalation.next_action n ON n.ticket_id = t.ticket_id"
    " WHERE n.lease_until = $1::timestamptz ORDER BY t.ticket_id FOR UPDATE OF n)"
    " UPDATE escalation.next_action n SET lease_until = given.available_time"
    " FROM given WHERE n.ticket_id = given.ticket_id"};

// Index next_action_due: one row, and the rows that are due but held, which are few.
inline const postgres::Statement kSelectWake{
    "escalation_select_wake",
    "SELECT (SELECT min(due_time) FROM escalation.next_action WHERE due_time > $1::timestamptz),"
    " (SELECT min(greatest(lease_until, $2::timestamptz)) FROM (SELECT lease_until"
    "  FROM escalation.next_action WHERE due_time <= $1::timestamptz"
    "  ORDER BY due_time LIMIT 1000) AS held)"};

// Index next_action_due.
inline const postgres::Statement kSelectOldestDue{
    "escalation_select_oldest_due",
    "SELECT min(due_time) FROM escalation.next_action WHERE due_time <= $1::timestamptz"};

}  // namespace salur::escalation::queries
