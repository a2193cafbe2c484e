// From parsed files to the rows of a directory: every region, the root, and every agency that kinds
// and overrides define for each kabkota, each provinsi and the nation.
#pragma once

#include <absl/status/statusor.h>

#include "services/routing/domain/directory_data.h"
#include "services/routing/domain/directory_source.h"

namespace salur::routing {

inline constexpr char kRootName[] = "Admin Nasional";

struct BuildOptions {
  // Whether a unit counts as staffed before anybody has enrolled officers: in development all do.
  // The root always is, so that no ticket is ever without somebody who holds it.
  bool staffed = true;
};

// An agency exists where its kind has a name for the level, unless an override for that region says
// otherwise. The most specific override wins: a region's code, then `31.*` (every kabkota of 31),
// then `*` (every kabkota and provinsi, never the nation). Chains of served_by are followed.
// BAD_FILE (csv.h) for whatever contradicts itself between the files: an unknown kind or region, an
// agency without a name, a parent or served_by that leads nowhere, a circle.
absl::StatusOr<DirectoryData> BuildDirectory(const DirectorySource& source,
                                             const BuildOptions& options);

}  // namespace salur::routing
