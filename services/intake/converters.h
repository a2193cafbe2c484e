// Between the contract and the domain. No decisions here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <absl/status/statusor.h>

#include "common/base/errors.h"
#include "salur/common/v1/types.pb.h"
#include "salur/intake/v1/complaint.pb.h"
#include "salur/intake/v1/intake_service.pb.h"
#include "salur/routing/v1/directory_service.pb.h"
#include "services/intake/domain/reference_catalog.h"
#include "services/intake/filing_writer.h"
#include "services/intake/storage/complaint_store.h"

namespace salur::intake {

// Adds a violation for what the wire can say and the domain cannot: unknown enum numbers, times
// outside the calendar.
Filing ToFiling(const v1::FileComplaintRequest& request, std::vector<FieldViolation>& violations);

// How much of a complaint an answer shows.
struct AnswerView {
  std::string_view pin;      // empty: not shown
  bool with_content = true;  // text and location
  bool with_timeline = true;
  bool hide_units = false;  // confidential, and the caller has only number and PIN
  const ReferenceCatalog* catalog = nullptr;  // for names of categories
};
v1::Complaint ToAnswer(const StoredComplaint& complaint, const AnswerView& view);

// The payload of the complaint's event: no text, address or reporter.
std::string EncodeComplaintEvent(const PendingFiling& filing, const TrackingNumber& number);

// The catalog that routing answers and intake keeps. INVALID_ARGUMENT when it is none.
absl::StatusOr<CatalogContent> ToCatalogContent(const routing::v1::GetCatalogResponse& response);

v1::ComplaintText ToProto(const ComplaintText& text);

// Names for metric labels.
std::string ClassLabel(ComplaintClass complaint_class);
std::string ChannelLabel(Channel channel);

}  // namespace salur::intake
