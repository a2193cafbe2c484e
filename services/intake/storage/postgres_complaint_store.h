// ComplaintStore in the schema intake.
#pragma once

#include "common/postgres/postgres.h"
#include "services/intake/storage/complaint_store.h"

namespace salur::intake {

class PostgresComplaintStore final : public ComplaintStore {
 public:
  explicit PostgresComplaintStore(postgres::Pool& pool) : pool_(pool) {}

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

 private:
  postgres::Pool& pool_;
};

}  // namespace salur::intake
