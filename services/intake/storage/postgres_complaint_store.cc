#include "services/intake/storage/postgres_complaint_store.h"

#include <algorithm>
#include <map>
#include <set>

#include "common/base/errors.h"
#include "common/base/uuid.h"
#include "services/intake/domain/pin.h"
#include "services/intake/storage/complaint_queries.h"
#include "services/intake/storage/postgres_complaint_rows.h"
#include "services/intake/storage/progress_queries.h"
#include "services/intake/storage/wrong_pin_queries.h"

namespace salur::intake {
namespace {

using postgres::Params;
using postgres::Rows;
using postgres::Transaction;

// What stands in the way of each loser: its own request_id, else its external reference.
void ReadLosers(Transaction& transaction, const std::vector<NewComplaint>& complaints,
                std::vector<FilingOutcome>& outcomes) {
  std::vector<std::size_t> losers;
  std::vector<std::string> partners;
  std::vector<std::string> requests;
  for (std::size_t i = 0; i < complaints.size(); ++i) {
    if (outcomes[i].kind == FilingOutcome::Kind::kCreated) continue;
    losers.push_back(i);
    partners.push_back(complaints[i].partner_id);
    requests.push_back(complaints[i].filing.request_id);
  }
  const Rows same_request =
      transaction.Exec(queries::kFindRequests, Params().TextArray(partners).TextArray(requests));
  for (std::size_t row = 0; row < same_request.size(); ++row) {
    outcomes[losers[ReadPosition(same_request, row)]] =
        ReadOutcome(same_request, row, FilingOutcome::Kind::kExists);
  }

  std::vector<std::string> systems;
  std::vector<std::string> ids;
  std::erase_if(losers, [&](std::size_t i) {
    return outcomes[i].kind == FilingOutcome::Kind::kExists ||
           !complaints[i].filing.external_reference.has_value();
  });
  if (losers.empty()) return;
  partners.clear();
  for (const std::size_t i : losers) {
    partners.push_back(complaints[i].partner_id);
    systems.push_back(complaints[i].filing.external_reference->system);
    ids.push_back(complaints[i].filing.external_reference->id);
  }
  const Rows same_reference =
      transaction.Exec(queries::kFindExternalReferences,
                       Params().TextArray(partners).TextArray(systems).TextArray(ids));
  for (std::size_t row = 0; row < same_reference.size(); ++row) {
    outcomes[losers[ReadPosition(same_reference, row)]] =
        ReadOutcome(same_reference, row, FilingOutcome::Kind::kExternalReferenceTaken);
  }
}

}  // namespace

absl::StatusOr<std::uint64_t> PostgresComplaintStore::ReserveTrackingBlock() {
  std::uint64_t first = 0;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    first =
        static_cast<std::uint64_t>(transaction.Exec(queries::kReserveTrackingBlock).Integer(0, 0));
    return absl::OkStatus();
  }));
  return first;
}

absl::StatusOr<std::vector<FilingOutcome>> PostgresComplaintStore::FileBatch(
    const std::vector<NewComplaint>& complaints) {
  const Params params = InsertParams(complaints);
  std::vector<FilingOutcome> outcomes;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    const Rows stored = transaction.Exec(queries::kInsertComplaints, params);
    std::set<std::string> created;
    for (std::size_t row = 0; row < stored.size(); ++row) created.insert(stored.Text(row, 0));
    outcomes.assign(complaints.size(), {});
    for (std::size_t i = 0; i < complaints.size(); ++i) {
      if (!created.contains(complaints[i].receipt.complaint_id)) continue;
      outcomes[i] = {FilingOutcome::Kind::kCreated, complaints[i].receipt,
                     complaints[i].fingerprint};
    }
    if (created.size() == complaints.size()) return absl::OkStatus();
    // A statement of its own sees what the winners have committed since.
    ReadLosers(transaction, complaints, outcomes);
    const bool unexplained = std::any_of(outcomes.begin(), outcomes.end(), [](const auto& outcome) {
      return outcome.kind == FilingOutcome::Kind::kAbsent;
    });
    if (!unexplained) return absl::OkStatus();
    return MakeError(absl::StatusCode::kAborted, "FILING_COLLIDED",
                     "the complaint collided with one that is gone; try again");
  }));
  return outcomes;
}

absl::StatusOr<std::vector<FilingOutcome>> PostgresComplaintStore::FindRequests(
    const std::vector<RequestKey>& keys) {
  std::vector<std::string> partners;
  std::vector<std::string> requests;
  for (const RequestKey& key : keys) {
    partners.push_back(key.partner_id);
    requests.push_back(key.request_id);
  }
  const Params params = Params().TextArray(partners).TextArray(requests);
  std::vector<FilingOutcome> outcomes;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    outcomes.assign(keys.size(), {});
    const Rows rows = transaction.Exec(queries::kFindRequests, params);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      outcomes[ReadPosition(rows, row)] = ReadOutcome(rows, row, FilingOutcome::Kind::kExists);
    }
    return absl::OkStatus();
  }));
  return outcomes;
}

absl::StatusOr<TrackResult> PostgresComplaintStore::Track(
    TrackingNumber number, const std::function<bool(const std::string&)>& pin_matches,
    absl::Time now) {
  TrackResult result;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    result = {};
    const Rows found = transaction.Exec(
        queries::kFindTrackingNumber, Params().Integer(static_cast<std::int64_t>(number.value())));
    if (found.empty()) return absl::OkStatus();
    const std::string id = found.Text(0, 0);
    const Params by_id = Params().Text(id);
    transaction.Exec(queries::kLockTracking, by_id);
    PinGuard guard;
    if (const Rows wrong = transaction.Exec(queries::kGetWrongPin, by_id); !wrong.empty()) {
      guard.wrong_pins = static_cast<int>(wrong.Integer(0, 0));
      guard.locked_until = wrong.OptionalTime(0, 1).value_or(absl::InfinitePast());
    }
    if (now < guard.locked_until) {
      result.kind = TrackResult::Kind::kLocked;
      return absl::OkStatus();
    }
    const PinVerdict verdict = JudgePin(guard, pin_matches(id), now);
    if (!verdict.granted) {
      const absl::Time locked = verdict.guard.locked_until;
      const bool is_locked = locked != absl::InfinitePast();
      transaction.Exec(queries::kSetWrongPin,
                       Params()
                           .Text(id)
                           .Integer(verdict.guard.wrong_pins)
                           .OptionalTime(is_locked ? std::optional(locked) : std::nullopt));
      result.kind = TrackResult::Kind::kWrongPin;
      return absl::OkStatus();
    }
    if (guard != verdict.guard) transaction.Exec(queries::kForgetWrongPin, by_id);
    const Rows rows = transaction.Exec(queries::kGetComplaint, by_id);
    if (!rows.empty()) result = {TrackResult::Kind::kGranted, ReadStoredComplaint(rows, 0)};
    return absl::OkStatus();
  }));
  return result;
}

absl::StatusOr<std::optional<StoredComplaint>> PostgresComplaintStore::Get(
    const std::string& partner_id, const std::string& complaint_id) {
  std::optional<StoredComplaint> complaint;
  if (!IsUuid(complaint_id)) return complaint;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    complaint.reset();
    const Rows rows = transaction.Exec(queries::kGetComplaint, Params().Text(complaint_id));
    if (!rows.empty()) complaint = ReadStoredComplaint(rows, 0);
    return absl::OkStatus();
  }));
  if (complaint.has_value() && complaint->partner_id != partner_id) complaint.reset();
  return complaint;
}

absl::StatusOr<std::vector<StoredComplaint>> PostgresComplaintStore::List(const ListQuery& query) {
  Params params;
  params.Text(query.partner_id).TextOrNull(query.before_complaint_id).Integer(query.count);
  const bool of_reporter = !query.partner_reporter_id.empty();
  if (of_reporter) params.Text(query.partner_reporter_id);
  std::vector<StoredComplaint> page;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    page.clear();
    const Rows rows =
        transaction.Exec(of_reporter ? queries::kListOfReporter : queries::kListComplaints, params);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      page.push_back(ReadStoredComplaint(rows, row));
    }
    return absl::OkStatus();
  }));
  return page;
}

absl::StatusOr<std::vector<ComplaintText>> PostgresComplaintStore::Texts(
    const std::vector<std::string>& complaint_ids) {
  std::vector<std::string> ids;
  std::copy_if(complaint_ids.begin(), complaint_ids.end(), std::back_inserter(ids),
               [](const std::string& id) { return IsUuid(id); });
  std::vector<ComplaintText> texts;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    texts.clear();
    const Rows rows = transaction.Exec(queries::kGetTexts, Params().TextArray(ids));
    for (std::size_t row = 0; row < rows.size(); ++row) {
      texts.push_back({rows.Text(row, 0), static_cast<std::uint64_t>(rows.Integer(row, 1)),
                       rows.Text(row, 2), rows.Text(row, 3)});
    }
    return absl::OkStatus();
  }));
  return texts;
}

absl::Status PostgresComplaintStore::ApplyProgress(const std::vector<Progress>& batch) {
  // One row for each complaint (a statement cannot update a row twice), in one order everywhere.
  std::map<std::string, const Progress*> latest;
  for (const Progress& progress : batch) {
    const Progress*& kept = latest[progress.complaint_id];
    if (kept == nullptr || kept->ticket_version < progress.ticket_version) kept = &progress;
  }
  std::vector<std::string> ids;
  std::vector<std::int64_t> versions;
  std::vector<std::int64_t> states;
  std::vector<absl::Time> times;
  std::vector<std::string> tickets;
  for (const auto& [id, progress] : latest) {
    ids.push_back(id);
    versions.push_back(progress->ticket_version);
    states.push_back(progress->state);
    times.push_back(progress->update_time);
    tickets.push_back(progress->ticket);
  }
  const Params params = Params()
                            .TextArray(ids)
                            .IntegerArray(versions)
                            .IntegerArray(states)
                            .TimeArray(times)
                            .BytesArray(tickets);
  return pool_.Run([&](Transaction& transaction) {
    transaction.Exec(queries::kApplyProgress, params);
    return absl::OkStatus();
  });
}

}  // namespace salur::intake
