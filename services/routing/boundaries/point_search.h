// One question to the index.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <boost/container/small_vector.hpp>

#include "services/routing/boundaries/local_metres.h"
#include "services/routing/boundaries/part_tree.h"
#include "services/routing/boundaries/tables.h"

namespace salur::routing::boundaries {

class PointSearch {
 public:
  // A village by its position in Tables::villages. Positions ascend with codes.
  struct Near {
    std::uint32_t village = 0;
    double square_m = 0;
  };
  using Villages = boost::container::small_vector<std::uint32_t, 4>;

  // Both must outlive it.
  PointSearch(const Tables& tables, const PartTree& tree, FinePoint point)
      : tables_(tables), tree_(tree), point_(point) {}

  // The villages that contain the point, smallest first, then by code; and in `near` the others
  // whose border lies within `radius_m`, nearest first, then by code.
  Villages Within(double radius_m, std::vector<Near>& near) const;

  // The village with the nearest border, if one is within `radius_m`. For points in no village.
  std::optional<Near> Nearest(double radius_m) const;

 private:
  bool IsCoveredBy(Part part) const;
  double SquareTo(Part part, const LocalMetres& metres, double limit) const;
  std::int64_t DoubledAreaOf(std::uint32_t village) const;

  const Tables& tables_;
  const PartTree& tree_;
  FinePoint point_;
};

}  // namespace salur::routing::boundaries
