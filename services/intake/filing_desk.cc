#include "services/intake/filing_desk.h"

#include <memory>
#include <utility>

#include "common/base/uuid.h"
#include "salur/intake/v1/intake_service.pb.h"
#include "services/intake/converters.h"
#include "services/intake/domain/fingerprint.h"
#include "services/intake/domain/limits.h"
#include "services/intake/request_parser.h"
#include "services/intake/validation.h"

namespace salur::intake {
namespace {

std::size_t MemoryOf(const PendingFiling& pending) {
  const Filing& filing = pending.filing;
  return sizeof(PendingFiling) + filing.text.size() + filing.location.address.size() +
         filing.reporter.name.size() + filing.reporter.email.size();
}

}  // namespace

std::string PartnerOf(const Caller& caller) {
  // With a space, which no partner's id holds.
  return caller.role == Role::kPartner ? caller.id : "unit " + caller.unit_id;
}

FilingDesk::FilingDesk(const Parts& parts, const GroupCommitterOptions& options)
    : parts_(parts),
      sequence_(parts.tracking_hash),
      writer_(parts.store, sequence_, EncodeComplaintEvent,
              [this](std::size_t size) {
                parts_.metrics.BatchExecuted(size);
                parts_.on_stored();
              }),
      committer_(options, [this](std::vector<PendingFiling> filings) {
        return writer_.Execute(std::move(filings));
      }) {}

absl::StatusOr<PendingFiling> FilingDesk::Check(const Request& request) const {
  const auto catalog = parts_.catalog.Get();
  if (catalog == nullptr) {
    return MakeError(absl::StatusCode::kUnavailable, "CATALOG_UNAVAILABLE",
                     "regions and categories have not been imported yet");
  }
  v1::FileComplaintRequest message;
  std::vector<FieldViolation> broken_texts;
  SALUR_RETURN_IF_ERROR(ParseRequest(request.bytes, message, broken_texts));
  // Microseconds, as the database keeps them: the first answer and a repeated one are the same.
  const absl::Time now = absl::FromUnixMicros(absl::ToUnixMicros(parts_.clock.Now()));
  CheckedFiling checked = CheckRequest(message, std::move(broken_texts), *catalog, now);
  FilingProblems& problems = checked.problems;
  if (request.caller.role == Role::kOfficer && checked.filing.channel != Channel::kCounter) {
    problems.violations.push_back({"channel", "must be COUNTER where an officer files"});
    problems.may_have_been_acceptable = false;
  }
  if (!problems.violations.empty() && !problems.may_have_been_acceptable) {
    return InvalidFields(problems.violations);
  }
  PendingFiling pending;
  pending.receipt.complaint_id = NewUuid(now);
  pending.receipt.create_time = now;
  if (const Category* category = catalog->FindCategory(checked.filing.category_code)) {
    pending.receipt.emergency_number = category->emergency_number;
  }
  pending.partner_id = PartnerOf(request.caller);
  pending.fingerprint = Fingerprint(parts_.fingerprint_hash, checked.filing);
  pending.filing = std::move(checked.filing);
  pending.traceparent = request.traceparent;
  pending.violations = std::move(problems.violations);
  return pending;
}

void FilingDesk::File(const Request& request, Done done) {
  auto checked = Check(request);
  if (!checked.ok()) {
    done(checked.status());
    return;
  }
  // What the answer repeats of the request; the writer takes the rest.
  auto said = std::make_shared<const PendingFiling>(*checked);
  auto shared_done = std::make_shared<Done>(std::move(done));
  const absl::Status queued = committer_.Submit(
      *std::move(checked), 2 * MemoryOf(*said), [this, said, shared_done](auto filed) {
        if (!filed.ok()) {
          (*shared_done)(filed.status());
          return;
        }
        if (filed->created) {
          parts_.metrics.Filed(said->filing.complaint_class, said->filing.channel);
        }
        (*shared_done)(ToFirstAnswer(*said, *filed));
      });
  if (!queued.ok()) (*shared_done)(queued);
}

v1::Complaint FilingDesk::ToFirstAnswer(const PendingFiling& pending, const Filed& filed) const {
  StoredComplaint complaint;
  complaint.receipt = filed.receipt;
  complaint.filing = pending.filing;
  AnswerView view;
  const std::string pin = parts_.pins.Derive(filed.receipt.complaint_id);
  view.pin = pin;
  return ToAnswer(complaint, view);
}

}  // namespace salur::intake
