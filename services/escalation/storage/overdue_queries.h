// SQL that lists late tickets.
#pragma once

#include "common/postgres/postgres.h"

namespace salur::escalation::queries {

// Index ticket_snapshot_late. $2 and $3: the last row of the page before, or -infinity.
inline const postgres::Statement kListOverdue{
    "escalation_list_overdue",
    "SELECT s.ticket_id, s.accountable_unit_id, s.handling_unit_id, s.late_kind, s.late_time,"
    " s.step, n.due_time FROM escalation.ticket_snapshot s"
    " LEFT JOIN escalation.next_action n USING (ticket_id)"
    " WHERE s.late_time <= $1::timestamptz"
    " AND (s.late_time, s.ticket_id) > ($2::timestamptz, $3::uuid)"
    " AND ($4::boolean OR NOT s.confidential)"
    " ORDER BY s.late_time, s.ticket_id LIMIT $5"};

// Indexes ticket_snapshot_handling_late and ticket_snapshot_accountable_late: each side stops at
// the page's size.
inline const postgres::Statement kListOverdueOfUnit{
    "escalation_list_overdue_of_unit",
    "SELECT s.ticket_id, s.accountable_unit_id, s.handling_unit_id, s.late_kind, s.late_time,"
    " s.step, n.due_time FROM ("
    " (SELECT * FROM escalation.ticket_snapshot WHERE handling_unit_id = $6"
    "  AND late_time <= $1::timestamptz AND (late_time, ticket_id) > ($2::timestamptz, $3::uuid)"
    "  AND ($4::boolean OR NOT confidential) ORDER BY late_time, ticket_id LIMIT $5)"
    " UNION"
    " (SELECT * FROM escalation.ticket_snapshot WHERE accountable_unit_id = $6"
    "  AND late_time <= $1::timestamptz AND (late_time, ticket_id) > ($2::timestamptz, $3::uuid)"
    "  AND ($4::boolean OR NOT confidential) ORDER BY late_time, ticket_id LIMIT $5)) s"
    " LEFT JOIN escalation.next_action n USING (ticket_id)"
    " ORDER BY s.late_time, s.ticket_id LIMIT $5"};

}  // namespace salur::escalation::queries
