// SQL on complaint, reporter and progress.
#pragma once

#include <string>

#include "common/postgres/postgres.h"

namespace salur::intake::queries {

// Allocates kTrackingBlock positions; gaps after a crash do not matter.
inline const postgres::Statement kReserveTrackingBlock{
    "intake_reserve_tracking_block", "SELECT nextval('intake.tracking_position')"};

// One batch with its reporters and events. Locks the unique keys of each row, in the order given;
// rows whose request_id or external reference exists are left out. Answers the ids it stored.
inline const postgres::Statement kInsertComplaints{"intake_insert_complaints", R"sql(
WITH input AS MATERIALIZED (
  SELECT * FROM unnest(
    $1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::bytea[], $6::timestamptz[],
    $7::timestamptz[], $8::timestamptz[], $9::smallint[], $10::smallint[], $11::text[],
    $12::float8[], $13::float8[], $14::float8[], $15::text[], $16::boolean[], $17::boolean[],
    $18::text[], $19::text[], $20::text[], $21::text[], $22::text[], $23::text[],
    $24::text[], $25::text[], $26::text[], $27::text[], $28::bytea[])
  WITH ORDINALITY AS t(
    complaint_id, tracking_number, partner_id, request_id, fingerprint, create_time,
    received_time, occurred_time, class, channel, category_code,
    latitude, longitude, accuracy_m, region_code, anonymous, confidential,
    about_unit_id, external_system, external_id, emergency_number, address, text,
    partner_reporter_id, name, phone, email, event, position)
), filed AS (
  INSERT INTO intake.complaint (
    complaint_id, tracking_number, partner_id, request_id, fingerprint, create_time,
    received_time, occurred_time, class, channel, category_code, latitude, longitude, accuracy_m,
    region_code, anonymous, confidential, about_unit_id, external_system, external_id,
    emergency_number, address, text)
  SELECT complaint_id, tracking_number, partner_id, request_id, fingerprint, create_time,
    received_time, occurred_time, class, channel, category_code, latitude, longitude, accuracy_m,
    region_code, anonymous, confidential, about_unit_id, external_system, external_id,
    emergency_number, address, text
  FROM input ORDER BY position
  ON CONFLICT DO NOTHING
  RETURNING complaint_id
), reporters AS (
  INSERT INTO intake.reporter (
    complaint_id, partner_id, partner_reporter_id, name, phone, email)
  SELECT complaint_id, partner_id, partner_reporter_id, name, phone, email
  FROM input JOIN filed USING (complaint_id)
), queued AS (
  INSERT INTO intake.outbox (key, payload)
  SELECT complaint_id::text, event FROM input JOIN filed USING (complaint_id) ORDER BY position
)
SELECT complaint_id::text FROM filed
)sql"};

// Index complaint_request. Answers position (from 1), id, tracking number, time, emergency number,
// fingerprint.
inline const postgres::Statement kFindRequests{"intake_find_requests", R"sql(
SELECT k.position, c.complaint_id::text, c.tracking_number, c.create_time, c.emergency_number,
       c.fingerprint
FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS k(partner_id, request_id, position)
JOIN intake.complaint c ON c.partner_id = k.partner_id AND c.request_id = k.request_id
)sql"};

// Index complaint_external_reference. The same columns.
inline const postgres::Statement kFindExternalReferences{"intake_find_external_references", R"sql(
SELECT k.position, c.complaint_id::text, c.tracking_number, c.create_time, c.emergency_number,
       c.fingerprint
FROM unnest($1::text[], $2::text[], $3::text[])
  WITH ORDINALITY AS k(partner_id, system, id, position)
JOIN intake.complaint c
  ON c.partner_id = k.partner_id AND c.external_system = k.system AND c.external_id = k.id
)sql"};

// Columns of a StoredComplaint; see ReadStoredComplaint.
inline const std::string kComplaintColumns = R"sql(
SELECT c.complaint_id::text, c.tracking_number, c.create_time, c.emergency_number, c.partner_id,
       c.request_id, c.class, c.channel, c.category_code, c.text, c.occurred_time,
       c.received_time, c.latitude, c.longitude, c.accuracy_m, c.region_code, c.address,
       c.anonymous, c.confidential, c.about_unit_id, c.external_system, c.external_id,
       r.partner_reporter_id, p.ticket_version, p.state, p.update_time, p.ticket
FROM intake.complaint c
JOIN intake.reporter r ON r.complaint_id = c.complaint_id
LEFT JOIN intake.progress p ON p.complaint_id = c.complaint_id
)sql";

// Primary key.
inline const postgres::Statement kGetComplaint{
    "intake_get_complaint", kComplaintColumns + "WHERE c.complaint_id = $1::uuid"};

// Index complaint_of_partner, backwards from $2 (NULL: the newest).
inline const postgres::Statement kListComplaints{
    "intake_list_complaints", kComplaintColumns +
                                  "WHERE c.partner_id = $1 AND c.complaint_id < "
                                  "coalesce($2::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff') "
                                  "ORDER BY c.complaint_id DESC LIMIT $3"};

// Index reporter_of_partner, backwards from $2 (NULL: the newest).
inline const postgres::Statement kListOfReporter{
    "intake_list_of_reporter",
    kComplaintColumns +
        "WHERE r.partner_id = $1 AND r.partner_reporter_id = $4 AND r.complaint_id < "
        "coalesce($2::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff') "
        "ORDER BY r.complaint_id DESC LIMIT $3"};

// Primary key.
inline const postgres::Statement kGetTexts{"intake_get_texts", R"sql(
SELECT complaint_id::text, tracking_number, text, address
FROM intake.complaint WHERE complaint_id = ANY($1::uuid[])
)sql"};

}  // namespace salur::intake::queries
