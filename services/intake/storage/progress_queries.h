// SQL on progress.
#pragma once

#include "common/postgres/postgres.h"

namespace salur::intake::queries {

// Primary key; locks the rows, in the order of ids. The higher version stays.
inline const postgres::Statement kApplyProgress{"intake_apply_progress", R"sql(
INSERT INTO intake.progress AS p (complaint_id, ticket_version, state, update_time, ticket)
SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::smallint[], $4::timestamptz[], $5::bytea[])
ON CONFLICT (complaint_id) DO UPDATE
SET ticket_version = excluded.ticket_version, state = excluded.state,
    update_time = excluded.update_time, ticket = excluded.ticket
WHERE p.ticket_version < excluded.ticket_version
)sql"};

}  // namespace salur::intake::queries
