// FileComplaintRequest to a filing, with every violation at once.
#pragma once

#include <vector>

#include <absl/time/time.h>

#include "salur/intake/v1/intake_service.pb.h"
#include "services/intake/domain/complaint_rules.h"

namespace salur::intake {

struct CheckedFiling {
  Filing filing;  // normalised
  FilingProblems problems;
};

// `broken_texts` are what ParseRequest replaced. One violation a field, the first found.
CheckedFiling CheckRequest(const v1::FileComplaintRequest& request,
                           std::vector<FieldViolation> broken_texts,
                           const ReferenceCatalog& catalog, absl::Time now);

}  // namespace salur::intake
