// SQL of the officers' queues.
#pragma once

#include "common/postgres/postgres.h"
#include "services/routing/storage/ticket_columns.h"

namespace salur::routing::queries {

// Queues. $1 states, $2 categories or NULL, $3 climbed only, $4 the unit whose confidential tickets
// are shown or '', $5 and $6 the position to continue after, $7 count, $8 units.
#define SALUR_QUEUE_FILTER                                                                   \
  " WHERE state = ANY ($1::smallint[]) AND ($2::text[] IS NULL OR category_code = ANY ($2))" \
  " AND (NOT $3::boolean OR step > 0)"                                                       \
  " AND (NOT confidential OR ($4 <> '' AND $4 IN (handling_unit_id, holder_unit_id,"         \
  " accountable_unit_id)))"
// The indexes ticket_of_handler, ticket_of_holder and ticket_of_accountable together.
#define SALUR_QUEUE_UNITS                                                          \
  " AND (handling_unit_id = ANY ($8::text[])"                                      \
  " OR (holder_unit_id <> handling_unit_id AND holder_unit_id = ANY ($8::text[]))" \
  " OR (accountable_unit_id <> handling_unit_id AND accountable_unit_id = ANY ($8::text[])))"
#define SALUR_QUEUE_OLDEST                                        \
  " AND (received_time, ticket_id) > ($5::timestamptz, $6::uuid)" \
  " ORDER BY received_time, ticket_id LIMIT $7::integer"
#define SALUR_QUEUE_NEWEST                                        \
  " AND (received_time, ticket_id) < ($5::timestamptz, $6::uuid)" \
  " ORDER BY received_time DESC, ticket_id DESC LIMIT $7::integer"

inline const postgres::Statement kListUnitsOldest{
    "routing_list_units_oldest",
    "SELECT " SALUR_TICKET_COLUMNS
    " FROM routing.ticket" SALUR_QUEUE_FILTER SALUR_QUEUE_UNITS SALUR_QUEUE_OLDEST};
inline const postgres::Statement kListUnitsNewest{
    "routing_list_units_newest",
    "SELECT " SALUR_TICKET_COLUMNS
    " FROM routing.ticket" SALUR_QUEUE_FILTER SALUR_QUEUE_UNITS SALUR_QUEUE_NEWEST};
// Index ticket_by_age, read in order until the page is full.
inline const postgres::Statement kListAllOldest{
    "routing_list_all_oldest",
    "SELECT " SALUR_TICKET_COLUMNS " FROM routing.ticket" SALUR_QUEUE_FILTER SALUR_QUEUE_OLDEST};
inline const postgres::Statement kListAllNewest{
    "routing_list_all_newest",
    "SELECT " SALUR_TICKET_COLUMNS " FROM routing.ticket" SALUR_QUEUE_FILTER SALUR_QUEUE_NEWEST};

#undef SALUR_QUEUE_FILTER
#undef SALUR_QUEUE_UNITS
#undef SALUR_QUEUE_OLDEST
#undef SALUR_QUEUE_NEWEST

}  // namespace salur::routing::queries
