// SQL on wrong_pin, and the look-up that tracking begins with.
#pragma once

#include "common/postgres/postgres.h"

namespace salur::intake::queries {

// Index on tracking_number.
inline const postgres::Statement kFindTrackingNumber{
    "intake_find_tracking_number",
    "SELECT complaint_id::text FROM intake.complaint WHERE tracking_number = $1"};

// Attempts on one complaint take turns until the end of the transaction, so that a thousand guesses
// at once are counted like a thousand in a row. Writes nothing for those with the right PIN.
inline const postgres::Statement kLockTracking{
    "intake_lock_tracking",
    "SELECT pg_advisory_xact_lock(hashtext('intake.wrong_pin'), hashtext($1))"};

// Primary key.
inline const postgres::Statement kGetWrongPin{
    "intake_get_wrong_pin",
    "SELECT wrong_pins, locked_until FROM intake.wrong_pin WHERE complaint_id = $1::uuid"};

// Primary key; under kLockTracking.
inline const postgres::Statement kSetWrongPin{"intake_set_wrong_pin", R"sql(
INSERT INTO intake.wrong_pin (complaint_id, wrong_pins, locked_until) VALUES ($1::uuid, $2, $3)
ON CONFLICT (complaint_id) DO UPDATE
SET wrong_pins = excluded.wrong_pins, locked_until = excluded.locked_until
)sql"};

inline const postgres::Statement kForgetWrongPin{
    "intake_forget_wrong_pin", "DELETE FROM intake.wrong_pin WHERE complaint_id = $1::uuid"};

}  // namespace salur::intake::queries
