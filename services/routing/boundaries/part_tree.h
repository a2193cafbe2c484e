// Which polygons may have to do with a place: an R-tree over their boxes, packed once, then only
// read.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include <boost/container/small_vector.hpp>

#include "services/routing/boundaries/tables.h"

namespace salur::routing::boundaries {

// In no particular order. On the stack unless there are many.
using Parts = boost::container::small_vector<Part, 64>;

// Safe for any number of threads.
class PartTree {
 public:
  explicit PartTree(const std::vector<BoxedPart>& parts);
  PartTree(PartTree&&) noexcept;
  PartTree& operator=(PartTree&&) noexcept;
  ~PartTree();

  // The parts whose box has a point in common with `box`.
  Parts Search(const GridBox& box) const;

 private:
  class Tree;
  std::unique_ptr<const Tree> tree_;
};

}  // namespace salur::routing::boundaries
