// The columns of routing.ticket, for the headers with its SQL.
#pragma once

// The order of columns in every statement about tickets; postgres_ticket_rows.cc reads and binds
// them in this order.
#define SALUR_TICKET_COLUMNS                                                                     \
  "ticket_id, tracking_number, state, class, category_code, needs_supervision, always_calendar," \
  " region_code, anonymous, confidential, about_unit_id, handling_unit_id, holder_unit_id,"      \
  " accountable_unit_id, accountable_level, assignee, cycle, step, version, clock_version,"      \
  " received_time, create_time, update_time, text_id, text_en, steps, rule_id, decided_region,"  \
  " decided_category, candidate_unit_ids, skipped_unit_ids, directory_version, rules_version,"   \
  " hops, binding, arbitrating"
