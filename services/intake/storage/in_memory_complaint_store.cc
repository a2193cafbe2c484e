#include "services/intake/storage/in_memory_complaint_store.h"

#include <algorithm>

#include "common/base/errors.h"
#include "services/intake/domain/limits.h"
#include "services/intake/domain/text_rules.h"

namespace salur::intake {
namespace {

std::string ExternalKey(const NewComplaint& complaint) {
  const ExternalReference& reference = *complaint.filing.external_reference;
  return complaint.partner_id + '\n' + reference.system + '\n' + reference.id;
}

}  // namespace

absl::StatusOr<std::uint64_t> InMemoryComplaintStore::ReserveTrackingBlock() {
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::uint64_t first = next_position_;
  next_position_ += kTrackingBlock;
  return first;
}

// What PostgreSQL's constraints refuse.
absl::Status InMemoryComplaintStore::CheckStorable(const NewComplaint& complaint) const {
  const Filing& filing = complaint.filing;
  const std::size_t characters = CountCharacters(filing.text);
  if (characters < 1 || characters > kTextCharactersMax ||
      filing.complaint_class == ComplaintClass::kUnspecified ||
      filing.channel == Channel::kUnspecified || filing.reporter.partner_reporter_id.empty()) {
    return MakeError(absl::StatusCode::kInternal, "DATABASE_REJECTED", "a constraint fails");
  }
  return absl::OkStatus();
}

FilingOutcome InMemoryComplaintStore::Insert(const NewComplaint& complaint) {
  const RequestKey key{complaint.partner_id, complaint.filing.request_id};
  if (const auto found = by_request_.find(key); found != by_request_.end()) {
    const NewComplaint& row = complaints_.at(found->second);
    return {FilingOutcome::Kind::kExists, row.receipt, row.fingerprint};
  }
  if (complaint.filing.external_reference.has_value()) {
    const auto [found, added] =
        by_external_reference_.emplace(ExternalKey(complaint), complaint.receipt.complaint_id);
    if (!added) {
      const NewComplaint& row = complaints_.at(found->second);
      return {FilingOutcome::Kind::kExternalReferenceTaken, row.receipt, row.fingerprint};
    }
  }
  complaints_[complaint.receipt.complaint_id] = complaint;
  by_request_[key] = complaint.receipt.complaint_id;
  by_tracking_[complaint.receipt.tracking_value] = complaint.receipt.complaint_id;
  events_.push_back(complaint.event);
  return {FilingOutcome::Kind::kCreated, complaint.receipt, complaint.fingerprint};
}

absl::StatusOr<std::vector<FilingOutcome>> InMemoryComplaintStore::FileBatch(
    const std::vector<NewComplaint>& complaints) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Fault fault;
  if (!faults_.empty()) {
    fault = faults_.front();
    faults_.erase(faults_.begin());
    if (!fault.after_commit) return fault.status;
  }
  for (const NewComplaint& complaint : complaints) {
    SALUR_RETURN_IF_ERROR(CheckStorable(complaint));
  }
  std::vector<FilingOutcome> outcomes;
  outcomes.reserve(complaints.size());
  for (const NewComplaint& complaint : complaints) outcomes.push_back(Insert(complaint));
  if (!fault.status.ok()) return fault.status;
  return outcomes;
}

absl::StatusOr<std::vector<FilingOutcome>> InMemoryComplaintStore::FindRequests(
    const std::vector<RequestKey>& keys) {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::vector<FilingOutcome> outcomes;
  for (const RequestKey& key : keys) {
    FilingOutcome outcome;
    if (const auto found = by_request_.find(key); found != by_request_.end()) {
      const NewComplaint& row = complaints_.at(found->second);
      outcome = {FilingOutcome::Kind::kExists, row.receipt, row.fingerprint};
    }
    outcomes.push_back(std::move(outcome));
  }
  return outcomes;
}

StoredComplaint InMemoryComplaintStore::View(const NewComplaint& row) const {
  StoredComplaint view{row.receipt, row.partner_id, row.filing, std::nullopt};
  view.filing.reporter = {row.filing.reporter.partner_reporter_id, "", "", ""};
  const auto progress = progress_.find(row.receipt.complaint_id);
  if (progress != progress_.end()) view.progress = progress->second;
  return view;
}

absl::StatusOr<TrackResult> InMemoryComplaintStore::Track(
    TrackingNumber number, const std::function<bool(const std::string&)>& pin_matches,
    absl::Time now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = by_tracking_.find(number.value());
  if (found == by_tracking_.end()) return TrackResult{};
  PinGuard& guard = guards_[found->second];
  if (now < guard.locked_until) return TrackResult{TrackResult::Kind::kLocked, std::nullopt};
  const PinVerdict verdict = JudgePin(guard, pin_matches(found->second), now);
  guard = verdict.guard;
  if (!verdict.granted) return TrackResult{TrackResult::Kind::kWrongPin, std::nullopt};
  return TrackResult{TrackResult::Kind::kGranted, View(complaints_.at(found->second))};
}

absl::StatusOr<std::optional<StoredComplaint>> InMemoryComplaintStore::Get(
    const std::string& partner_id, const std::string& complaint_id) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = complaints_.find(complaint_id);
  if (found == complaints_.end() || found->second.partner_id != partner_id) return std::nullopt;
  return View(found->second);
}

absl::StatusOr<std::vector<StoredComplaint>> InMemoryComplaintStore::List(const ListQuery& query) {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::vector<StoredComplaint> page;
  for (auto row = complaints_.rbegin(); row != complaints_.rend(); ++row) {
    if (static_cast<int>(page.size()) == query.count) break;
    const NewComplaint& complaint = row->second;
    if (complaint.partner_id != query.partner_id) continue;
    if (!query.before_complaint_id.empty() && row->first >= query.before_complaint_id) continue;
    if (!query.partner_reporter_id.empty() &&
        complaint.filing.reporter.partner_reporter_id != query.partner_reporter_id) {
      continue;
    }
    page.push_back(View(complaint));
  }
  return page;
}

absl::StatusOr<std::vector<ComplaintText>> InMemoryComplaintStore::Texts(
    const std::vector<std::string>& complaint_ids) {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::vector<ComplaintText> texts;
  for (const std::string& id : std::set<std::string>(complaint_ids.begin(), complaint_ids.end())) {
    const auto found = complaints_.find(id);
    if (found == complaints_.end()) continue;
    const NewComplaint& row = found->second;
    texts.push_back({id, row.receipt.tracking_value, row.filing.text, row.filing.location.address});
  }
  return texts;
}

absl::Status InMemoryComplaintStore::ApplyProgress(const std::vector<Progress>& batch) {
  const std::lock_guard<std::mutex> lock(mutex_);
  for (const Progress& progress : batch) {
    Progress& stored = progress_[progress.complaint_id];
    if (progress.ticket_version > stored.ticket_version) stored = progress;
  }
  return absl::OkStatus();
}

void InMemoryComplaintStore::FailNextFilings(std::vector<Fault> faults) {
  const std::lock_guard<std::mutex> lock(mutex_);
  faults_ = std::move(faults);
}

std::vector<std::string> InMemoryComplaintStore::Events() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return events_;
}

std::size_t InMemoryComplaintStore::size() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return complaints_.size();
}

}  // namespace salur::intake
