#include "services/intake/filing_writer.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace salur::intake {
namespace {

absl::StatusOr<Filed> ToFiled(const PendingFiling& filing,
                              const absl::StatusOr<FilingOutcome>& outcome) {
  if (!outcome.ok()) return outcome.status();
  switch (outcome->kind) {
    case FilingOutcome::Kind::kCreated:
      return Filed{outcome->receipt, true};
    case FilingOutcome::Kind::kExternalReferenceTaken:
      return MakeError(absl::StatusCode::kAlreadyExists, "EXTERNAL_REFERENCE_EXISTS",
                       "a complaint with this external_reference was filed before",
                       {{"complaint_id", outcome->receipt.complaint_id}});
    case FilingOutcome::Kind::kExists:
      if (outcome->fingerprint == filing.fingerprint) return Filed{outcome->receipt, false};
      break;
    case FilingOutcome::Kind::kAbsent:
      break;
  }
  // A request that is not acceptable and was never stored as it is.
  if (!filing.violations.empty()) return InvalidFields(filing.violations);
  return MakeError(absl::StatusCode::kInvalidArgument, "REQUEST_ID_REUSED",
                   "another complaint was filed with this request_id");
}

}  // namespace

FilingWriter::FilingWriter(ComplaintStore& store, const TrackingNumberSequence& sequence,
                           EncodeEvent encode, OnBatch on_batch)
    : store_(store),
      sequence_(sequence),
      encode_(std::move(encode)),
      on_batch_(std::move(on_batch)) {}

absl::StatusOr<TrackingNumber> FilingWriter::NextTrackingNumber() {
  std::uint64_t position = 0;
  {
    const std::lock_guard<std::mutex> lock(position_mutex_);
    if (next_position_ == positions_end_) {
      SALUR_ASSIGN_OR_RETURN(next_position_, store_.ReserveTrackingBlock());
      positions_end_ = next_position_ + kTrackingBlock;
    }
    position = next_position_++;
  }
  return sequence_.At(position);
}

absl::StatusOr<std::vector<NewComplaint>> FilingWriter::Prepare(
    const std::vector<PendingFiling*>& filings) {
  std::vector<NewComplaint> complaints;
  complaints.reserve(filings.size());
  for (PendingFiling* filing : filings) {
    SALUR_ASSIGN_OR_RETURN(const TrackingNumber number, NextTrackingNumber());
    std::string event = encode_(*filing, number);
    filing->receipt.tracking_value = number.value();
    complaints.push_back({filing->receipt, std::move(filing->partner_id), std::move(filing->filing),
                          filing->fingerprint, std::move(event)});
  }
  return complaints;
}

// A batch that fails for good is halved until the row that cannot be stored stands alone.
void FilingWriter::StoreHalving(std::vector<NewComplaint>&& complaints, Outcomes& outcomes) {
  auto stored = store_.FileBatch(complaints);
  if (stored.ok()) {
    std::move(stored->begin(), stored->end(), std::back_inserter(outcomes));
    return;
  }
  if (complaints.size() == 1 || IsTransient(stored.status())) {
    outcomes.insert(outcomes.end(), complaints.size(), stored.status());
    return;
  }
  const auto middle =
      std::next(complaints.begin(), static_cast<std::ptrdiff_t>(complaints.size() / 2));
  std::vector<NewComplaint> second(std::make_move_iterator(middle),
                                   std::make_move_iterator(complaints.end()));
  complaints.erase(middle, complaints.end());
  StoreHalving(std::move(complaints), outcomes);
  StoreHalving(std::move(second), outcomes);
}

FilingWriter::Outcomes FilingWriter::Store(const std::vector<PendingFiling*>& filings) {
  Outcomes outcomes;
  if (filings.empty()) return outcomes;
  auto complaints = Prepare(filings);
  if (!complaints.ok()) return Outcomes(filings.size(), complaints.status());
  StoreHalving(*std::move(complaints), outcomes);
  return outcomes;
}

FilingWriter::Outcomes FilingWriter::FindEarlier(const std::vector<PendingFiling*>& filings) {
  Outcomes outcomes;
  if (filings.empty()) return outcomes;
  std::vector<RequestKey> keys;
  for (const PendingFiling* filing : filings) {
    keys.push_back({filing->partner_id, filing->filing.request_id});
  }
  const auto found = store_.FindRequests(keys);
  if (!found.ok()) return Outcomes(filings.size(), found.status());
  std::copy(found->begin(), found->end(), std::back_inserter(outcomes));
  return outcomes;
}

std::vector<absl::StatusOr<Filed>> FilingWriter::Execute(std::vector<PendingFiling> filings) {
  // The first of each key goes to the store, in the order of keys; the others share its outcome.
  std::map<RequestKey, std::size_t> first_of_key;
  std::vector<std::size_t> first(filings.size());
  std::vector<PendingFiling*> to_find;
  std::vector<std::size_t> found_indices;
  for (std::size_t i = 0; i < filings.size(); ++i) {
    if (!filings[i].violations.empty()) {
      first[i] = i;
      to_find.push_back(&filings[i]);
      found_indices.push_back(i);
      continue;
    }
    const RequestKey key{filings[i].partner_id, filings[i].filing.request_id};
    first[i] = first_of_key.emplace(key, i).first->second;
  }
  std::vector<PendingFiling*> to_store;
  std::vector<std::size_t> stored_indices;
  for (const auto& [key, index] : first_of_key) {
    to_store.push_back(&filings[index]);
    stored_indices.push_back(index);
  }

  Outcomes outcomes(filings.size(), absl::InternalError("no outcome"));
  Outcomes stored = Store(to_store);
  for (std::size_t i = 0; i < stored.size(); ++i) {
    outcomes[stored_indices[i]] = std::move(stored[i]);
  }
  Outcomes found = FindEarlier(to_find);
  for (std::size_t i = 0; i < found.size(); ++i) {
    outcomes[found_indices[i]] = std::move(found[i]);
  }

  on_batch_(filings.size());

  std::vector<absl::StatusOr<Filed>> answers;
  answers.reserve(filings.size());
  for (std::size_t i = 0; i < filings.size(); ++i) {
    absl::StatusOr<FilingOutcome> outcome = outcomes[first[i]];
    // For a double in the batch the first one is what is stored.
    if (i != first[i] && outcome.ok() && outcome->kind == FilingOutcome::Kind::kCreated) {
      outcome->kind = FilingOutcome::Kind::kExists;
    }
    answers.push_back(ToFiled(filings[i], outcome));
  }
  return answers;
}

}  // namespace salur::intake
