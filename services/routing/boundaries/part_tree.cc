#include "services/routing/boundaries/part_tree.h"

#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <iterator>
#include <utility>

namespace salur::routing::boundaries {
namespace {

namespace bg = boost::geometry;
using BoostPoint = bg::model::point<std::int32_t, 2, bg::cs::cartesian>;
using BoostBox = bg::model::box<BoostPoint>;
using Entry = std::pair<BoostBox, Part>;
constexpr std::size_t kEntriesPerNode = 16;

BoostBox ToBoost(const GridBox& box) {
  return {BoostPoint(box.min.x, box.min.y), BoostPoint(box.max.x, box.max.y)};
}

std::vector<Entry> ToEntries(const std::vector<BoxedPart>& parts) {
  std::vector<Entry> entries;
  entries.reserve(parts.size());
  for (const BoxedPart& part : parts) entries.emplace_back(ToBoost(part.box), part.part);
  return entries;
}

// Takes entries as they are found.
struct PartSink {
  using iterator_category = std::output_iterator_tag;
  using value_type = void;
  using difference_type = std::ptrdiff_t;
  using pointer = void;
  using reference = void;

  PartSink& operator*() { return *this; }
  PartSink& operator++() { return *this; }
  PartSink operator++(int) { return *this; }
  PartSink& operator=(const Entry& entry) {
    parts->push_back(entry.second);
    return *this;
  }

  Parts* parts;
};

}  // namespace

class PartTree::Tree {
 public:
  // Built from all entries at once, which packs the nodes full.
  explicit Tree(const std::vector<Entry>& entries) : tree_(entries) {}

  void Search(const GridBox& box, Parts& parts) const {
    tree_.query(bg::index::intersects(ToBoost(box)), PartSink{&parts});
  }

 private:
  bg::index::rtree<Entry, bg::index::quadratic<kEntriesPerNode>> tree_;
};

PartTree::PartTree(const std::vector<BoxedPart>& parts)
    : tree_(std::make_unique<const Tree>(ToEntries(parts))) {}
PartTree::PartTree(PartTree&&) noexcept = default;
PartTree& PartTree::operator=(PartTree&&) noexcept = default;
PartTree::~PartTree() = default;

Parts PartTree::Search(const GridBox& box) const {
  Parts parts;
  tree_->Search(box, parts);
  return parts;
}

}  // namespace salur::routing::boundaries
