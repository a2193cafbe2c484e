// SQL of the rules and their versions. Table constraints: migrations/002_rules.sql.
#pragma once

#include "common/postgres/postgres.h"

namespace salur::routing::queries {

#define SALUR_RULE_COLUMNS "category_code, region_prefix, target, valid_from, valid_to, note"
#define SALUR_RULE_ORDER \
  " ORDER BY region_prefix COLLATE \"C\", category_code COLLATE \"C\", valid_from COLLATE \"C\""
#define SALUR_NEW_RULES                                                             \
  " unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])" \
  " AS new(category_code, region_prefix, target, valid_from, valid_to, note)"
#define SALUR_SAME_RULE                                                              \
  " old.category_code = new.category_code AND old.region_prefix = new.region_prefix" \
  " AND old.target = new.target AND old.valid_from = new.valid_from"                 \
  " AND old.valid_to = new.valid_to AND old.note = new.note"

// Partial index rule_in_force.
inline const postgres::Statement kReadRules{
    "routing_read_rules", "SELECT " SALUR_RULE_COLUMNS
                          " FROM routing.rule WHERE removed_version IS NULL" SALUR_RULE_ORDER};
// The whole table, once for each old version that somebody asks for.
inline const postgres::Statement kReadRulesOf{
    "routing_read_rules_of", "SELECT " SALUR_RULE_COLUMNS
                             " FROM routing.rule WHERE added_version <= $1::bigint AND"
                             " (removed_version IS NULL OR removed_version > $1)" SALUR_RULE_ORDER};

// Hash joins of the rules in force with the new ones, under the exclusive lock; first those that
// end, then those that begin.
inline const postgres::Statement kEndRules{
    "routing_end_rules",
    "UPDATE routing.rule AS old SET removed_version = $7::bigint WHERE removed_version IS NULL"
    " AND NOT EXISTS (SELECT FROM" SALUR_NEW_RULES " WHERE" SALUR_SAME_RULE ")"};
inline const postgres::Statement kBeginRules{
    "routing_begin_rules", "INSERT INTO routing.rule (" SALUR_RULE_COLUMNS
                           ", added_version)"
                           " SELECT " SALUR_RULE_COLUMNS ", $7::bigint FROM" SALUR_NEW_RULES
                           " WHERE NOT EXISTS (SELECT FROM routing.rule AS old"
                           " WHERE old.removed_version IS NULL AND" SALUR_SAME_RULE ")"};

inline const postgres::Statement kAddRuleVersion{
    "routing_add_rule_version",
    "INSERT INTO routing.rule_version (rules_version, create_time, actor, note, restored_version,"
    " rule_count) SELECT $1::bigint, $2::timestamptz, $3, $4, NULLIF($5::bigint, 0), count(*)"
    " FROM routing.rule WHERE removed_version IS NULL"};

// Primary key.
inline const postgres::Statement kFindRuleVersion{
    "routing_find_rule_version",
    "SELECT FROM routing.rule_version WHERE rules_version = $1::bigint"};
// Primary key, backwards.
inline const postgres::Statement kListRuleVersions{
    "routing_list_rule_versions",
    "SELECT rules_version, create_time, actor, note, COALESCE(restored_version, 0), rule_count"
    " FROM routing.rule_version WHERE rules_version < $1::bigint"
    " ORDER BY rules_version DESC LIMIT $2::integer"};

#undef SALUR_RULE_COLUMNS
#undef SALUR_RULE_ORDER
#undef SALUR_NEW_RULES
#undef SALUR_SAME_RULE

}  // namespace salur::routing::queries
