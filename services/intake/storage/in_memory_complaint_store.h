// ComplaintStore for unit tests and simulation; passes the same contract suite as PostgreSQL.
#pragma once

#include <map>
#include <mutex>
#include <set>

#include "services/intake/domain/pin.h"
#include "services/intake/storage/complaint_store.h"

namespace salur::intake {

class InMemoryComplaintStore final : public ComplaintStore {
 public:
  absl::StatusOr<std::uint64_t> ReserveTrackingBlock() override;
  absl::StatusOr<std::vector<FilingOutcome>> FileBatch(
      const std::vector<NewComplaint>& complaints) override;
  absl::StatusOr<std::vector<FilingOutcome>> FindRequests(
      const std::vector<RequestKey>& keys) override;
  absl::StatusOr<TrackResult> Track(TrackingNumber number,
                                    const std::function<bool(const std::string&)>& pin_matches,
                                    absl::Time now) override;
  absl::StatusOr<std::optional<StoredComplaint>> Get(const std::string& partner_id,
                                                     const std::string& complaint_id) override;
  absl::StatusOr<std::vector<StoredComplaint>> List(const ListQuery& query) override;
  absl::StatusOr<std::vector<ComplaintText>> Texts(
      const std::vector<std::string>& complaint_ids) override;
  absl::Status ApplyProgress(const std::vector<Progress>& batch) override;

  // The next calls of FileBatch fail with these, first to last; `after` ones after storing.
  struct Fault {
    absl::Status status;
    bool after_commit = false;
  };
  void FailNextFilings(std::vector<Fault> faults);

  // Events in the outbox, in the order of storing.
  std::vector<std::string> Events() const;
  std::size_t size() const;

 private:
  absl::Status CheckStorable(const NewComplaint& complaint) const;
  FilingOutcome Insert(const NewComplaint& complaint);
  StoredComplaint View(const NewComplaint& row) const;

  mutable std::mutex mutex_;
  std::uint64_t next_position_ = 0;
  std::map<std::string, NewComplaint> complaints_;  // by id
  std::map<RequestKey, std::string> by_request_;
  std::map<std::string, std::string> by_external_reference_;
  std::map<std::uint64_t, std::string> by_tracking_;
  std::map<std::string, Progress> progress_;
  std::map<std::string, PinGuard> guards_;
  std::vector<std::string> events_;
  std::vector<Fault> faults_;
};

}  // namespace salur::intake
