// Which filings are acceptable. Every violation is found at once, and none repeats a value.
#pragma once

#include <vector>

#include <absl/time/time.h>

#include "common/base/errors.h"
#include "services/intake/domain/complaint.h"
#include "services/intake/domain/reference_catalog.h"

namespace salur::intake {

// `filing` as it is checked, compared and stored: text trimmed and with plain new lines, times cut
// to microseconds as PostgreSQL keeps them. Strings that are not UTF-8 stay as they are.
Filing Normalised(Filing filing);

struct FilingProblems {
  std::vector<FieldViolation> violations;  // empty: acceptable
  // All of them lie in what changes with time (the catalog, the clock): the same request may have
  // been accepted earlier, and then gets its first answer.
  bool may_have_been_acceptable = false;
};

// Checks a normalised filing at `now`.
FilingProblems CheckFiling(const Filing& filing, const ReferenceCatalog& catalog, absl::Time now);

}  // namespace salur::intake
