// Between complaints and rows: the parameters of an insert, and how columns are read.
#pragma once

#include <vector>

#include "common/postgres/postgres.h"
#include "services/intake/storage/complaint_store.h"

namespace salur::intake {

// The arrays of queries::kInsertComplaints.
postgres::Params InsertParams(const std::vector<NewComplaint>& complaints);

// A row of queries::kFindRequests or kFindExternalReferences: position, receipt, fingerprint.
std::size_t ReadPosition(const postgres::Rows& rows, std::size_t row);
FilingOutcome ReadOutcome(const postgres::Rows& rows, std::size_t row, FilingOutcome::Kind kind);

// A row of queries::kComplaintColumns.
StoredComplaint ReadStoredComplaint(const postgres::Rows& rows, std::size_t row);

}  // namespace salur::intake
