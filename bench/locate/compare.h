// Whether both say the same, and if not, why.
#pragma once

#include <cstddef>

#include <absl/status/status.h>

#include "bench/locate/postgis.h"
#include "bench/locate/sample.h"
#include "services/routing/boundaries/boundary_index.h"

namespace salur::bench {

// Sets of covering villages, point by point.
struct Agreement {
  std::size_t points = 0;
  std::size_t same = 0;          // both none, or both the same set
  std::size_t same_overlap = 0;  // of these: more than one village
  std::size_t border = 0;        // differ in a village whose border is within a grid step
  std::size_t unexplained = 0;   // each is printed

  double Percent() const {
    return points == 0 ? 0 : 100 * static_cast<double>(same) / static_cast<double>(points);
  }
};
absl::StatusOr<Agreement> CompareCovering(const routing::boundaries::BoundaryIndex& index,
                                          Postgis& postgis, const Sample& sample);

// Candidates within an accuracy, or the nearest village of a point in none: same villages, and the
// largest relative difference of their distances.
struct NearAgreement {
  std::size_t points = 0;
  std::size_t same = 0;
  std::size_t at_limit = 0;  // differ in a village within 1% of the accuracy
  double error_max = 0;      // relative, of distances over a metre
};
absl::StatusOr<NearAgreement> CompareNear(const routing::boundaries::BoundaryIndex& index,
                                          Postgis& postgis, const Sample& sample, double accuracy_m,
                                          std::size_t points);

}  // namespace salur::bench
