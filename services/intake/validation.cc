#include "services/intake/validation.h"

#include <algorithm>

#include "services/intake/converters.h"

namespace salur::intake {

CheckedFiling CheckRequest(const v1::FileComplaintRequest& request,
                           std::vector<FieldViolation> broken_texts,
                           const ReferenceCatalog& catalog, absl::Time now) {
  CheckedFiling checked;
  std::vector<FieldViolation>& violations = checked.problems.violations;
  violations = std::move(broken_texts);
  checked.filing = Normalised(ToFiling(request, violations));
  const bool readable = violations.empty();
  FilingProblems problems = CheckFiling(checked.filing, catalog, now);
  // What could not be read is empty or replaced in the filing; its second violation would mislead.
  for (FieldViolation& violation : problems.violations) {
    const bool known = std::any_of(
        violations.begin(), violations.end(),
        [&](const FieldViolation& earlier) { return earlier.field == violation.field; });
    if (!known) violations.push_back(std::move(violation));
  }
  checked.problems.may_have_been_acceptable = readable && problems.may_have_been_acceptable;
  return checked;
}

}  // namespace salur::intake
