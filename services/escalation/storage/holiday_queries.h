// SQL on holiday_list, holiday and holiday_request.
#pragma once

#include "common/postgres/postgres.h"

namespace salur::escalation::queries {

// Primary key, backwards, one row.
inline const postgres::Statement kSelectHolidayVersion{
    "escalation_select_holiday_version",
    "SELECT coalesce(max(version), 0) FROM escalation.holiday_list"};

// Primary key.
inline const postgres::Statement kSelectHolidays{
    "escalation_select_holidays",
    "SELECT date, kind, name, decree, region_code FROM escalation.holiday WHERE version = $1"
    " ORDER BY number"};

// Replacements follow one another. Released with the transaction.
inline const postgres::Statement kLockHolidays{
    "escalation_lock_holidays",
    "SELECT pg_advisory_xact_lock(hashtext('salur-escalation-holidays'))"};

inline const postgres::Statement kInsertHolidayList{
    "escalation_insert_holiday_list",
    "INSERT INTO escalation.holiday_list (version, create_time) VALUES ($1, $2)"};

inline const postgres::Statement kInsertHolidays{
    "escalation_insert_holidays",
    "INSERT INTO escalation.holiday (version, number, date, kind, name, decree, region_code)"
    " SELECT $1::bigint, row_number() OVER (ORDER BY position), date, kind, name, decree,"
    " region_code FROM unnest($2::date[], $3::smallint[], $4::text[], $5::text[], $6::text[])"
    " WITH ORDINALITY AS t(date, kind, name, decree, region_code, position)"};

// Primary key.
inline const postgres::Statement kSelectHolidayRequest{
    "escalation_select_holiday_request",
    "SELECT version, changed, added, removed FROM escalation.holiday_request"
    " WHERE request_id = $1"};

inline const postgres::Statement kInsertHolidayRequest{
    "escalation_insert_holiday_request",
    "INSERT INTO escalation.holiday_request (request_id, version, changed, added, removed,"
    " create_time) VALUES ($1, $2, $3, $4, $5, $6)"};

}  // namespace salur::escalation::queries
