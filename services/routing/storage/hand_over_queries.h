// SQL that finds the open tickets of units that changed.
#pragma once

#include "common/postgres/postgres.h"

namespace salur::routing::queries {

// $1 units, $2 the id to continue after, $3 count. The indexes ticket_open_of_handler,
// ticket_of_holder and ticket_of_accountable, one after the other.
inline const postgres::Statement kFindTicketsOf{
    "routing_find_tickets_of",
    "SELECT ticket_id::text FROM ("
    " SELECT ticket_id FROM routing.ticket WHERE state <= 5 AND handling_unit_id = ANY ($1::text[])"
    " UNION SELECT ticket_id FROM routing.ticket WHERE state <= 5"
    " AND holder_unit_id <> handling_unit_id AND holder_unit_id = ANY ($1::text[])"
    " UNION SELECT ticket_id FROM routing.ticket WHERE state <= 5"
    " AND accountable_unit_id <> handling_unit_id AND accountable_unit_id = ANY ($1::text[])"
    ") AS found WHERE ticket_id > $2::uuid ORDER BY ticket_id LIMIT $3::integer"};

// $1 to $3 as above. The indexes ticket_open_of_handler and ticket_of_holder.
inline const postgres::Statement kFindHeldBy{
    "routing_find_held_by",
    "SELECT ticket_id::text FROM ("
    " SELECT ticket_id FROM routing.ticket WHERE state <= 5 AND handling_unit_id = ANY ($1::text[])"
    " AND holder_unit_id = handling_unit_id"
    " UNION SELECT ticket_id FROM routing.ticket WHERE state <= 5"
    " AND holder_unit_id <> handling_unit_id AND holder_unit_id = ANY ($1::text[])"
    ") AS found WHERE ticket_id > $2::uuid ORDER BY ticket_id LIMIT $3::integer"};

// $1 a unit and all that it can hold tickets for: those that somebody outside holds.
inline const postgres::Statement kFindHeldOutside{
    "routing_find_held_outside",
    "SELECT ticket_id::text FROM routing.ticket WHERE state <= 5"
    " AND handling_unit_id = ANY ($1::text[]) AND holder_unit_id <> handling_unit_id"
    " AND holder_unit_id <> ALL ($1::text[])"
    " AND ticket_id > $2::uuid ORDER BY ticket_id LIMIT $3::integer"};

// $1 units.
inline const postgres::Statement kCountTicketsOf{
    "routing_count_tickets_of",
    "SELECT count(*) FROM ("
    " SELECT ticket_id FROM routing.ticket WHERE state <= 5 AND handling_unit_id = ANY ($1::text[])"
    " UNION SELECT ticket_id FROM routing.ticket WHERE state <= 5"
    " AND holder_unit_id <> handling_unit_id AND holder_unit_id = ANY ($1::text[])"
    " UNION SELECT ticket_id FROM routing.ticket WHERE state <= 5"
    " AND accountable_unit_id <> handling_unit_id AND accountable_unit_id = ANY ($1::text[])"
    ") AS found"};

// The partial index unit_retired, and for each of its units the indexes above.
inline const postgres::Statement kCountOnRetired{
    "routing_count_on_retired",
    "SELECT count(DISTINCT found.ticket_id) FROM routing.unit"
    " CROSS JOIN LATERAL ("
    " SELECT ticket_id FROM routing.ticket WHERE state <= 5 AND handling_unit_id = unit.unit_id"
    " UNION ALL SELECT ticket_id FROM routing.ticket WHERE state <= 5"
    " AND holder_unit_id <> handling_unit_id AND holder_unit_id = unit.unit_id"
    " UNION ALL SELECT ticket_id FROM routing.ticket WHERE state <= 5"
    " AND accountable_unit_id <> handling_unit_id AND accountable_unit_id = unit.unit_id"
    ") AS found WHERE NOT unit.active"};

}  // namespace salur::routing::queries
