#include "services/routing/boundaries/point_search.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "services/routing/boundaries/edges.h"

namespace salur::routing::boundaries {
namespace {

// SquareToBorder looks below its limit; a border exactly at the radius counts.
double LimitFor(double radius_m) {
  return std::nextafter(radius_m * radius_m, std::numeric_limits<double>::infinity());
}

void Prefetch(const Chunk* chunk) {
  __builtin_prefetch(chunk);
  __builtin_prefetch(chunk + 1);
}

bool IsIn(std::uint32_t village, const PointSearch::Villages& villages) {
  return std::find(villages.begin(), villages.end(), village) != villages.end();
}

bool IsNearer(const PointSearch::Near& a, const PointSearch::Near& b) {
  return std::pair(a.square_m, a.village) < std::pair(b.square_m, b.village);
}

}  // namespace

PointSearch::Villages PointSearch::Within(double radius_m, std::vector<Near>& near) const {
  std::optional<LocalMetres> metres;  // made only when there is something to measure
  if (radius_m > 0) metres.emplace(point_);
  const Parts parts =
      tree_.Search(metres.has_value() ? metres->BoxAround(radius_m)
                                      : GridBox{GridBelow(point_), GridAbove(point_)});
  // A nation is larger than a cache: fetch what the next loop reads, all at once.
  for (const Part part : parts) Prefetch(&tables_.chunks[part.first_chunk]);
  Villages containing;
  for (const Part part : parts) {
    if (IsCoveredBy(part) && !IsIn(part.village, containing)) containing.push_back(part.village);
  }
  if (containing.size() > 1) {
    std::sort(containing.begin(), containing.end(), [&](std::uint32_t a, std::uint32_t b) {
      return std::pair(DoubledAreaOf(a), a) < std::pair(DoubledAreaOf(b), b);
    });
  }
  near.clear();
  if (!metres.has_value()) return containing;
  const double limit = LimitFor(radius_m);
  for (const Part part : parts) {
    if (IsIn(part.village, containing)) continue;
    const double square = SquareTo(part, *metres, limit);
    if (square >= limit) continue;
    const auto known = std::find_if(
        near.begin(), near.end(), [&](const Near& other) { return other.village == part.village; });
    if (known == near.end()) {
      near.push_back({part.village, square});
    } else {
      known->square_m = std::min(known->square_m, square);
    }
  }
  std::sort(near.begin(), near.end(), IsNearer);
  return containing;
}

std::optional<PointSearch::Near> PointSearch::Nearest(double radius_m) const {
  std::optional<Near> nearest;
  double limit = LimitFor(radius_m);
  const LocalMetres metres(point_);
  for (const Part part : tree_.Search(metres.BoxAround(radius_m))) {
    const double square = SquareTo(part, metres, limit);
    if (square >= limit) continue;
    const Near found{part.village, square};
    if (!nearest.has_value() || IsNearer(found, *nearest)) nearest = found;
    // One as near as this with a lower code may follow.
    limit = std::nextafter(nearest->square_m, std::numeric_limits<double>::infinity());
  }
  return nearest;
}

bool PointSearch::IsCoveredBy(Part part) const {
  return Covers(&tables_.chunks[part.first_chunk], tables_.payload.get(), point_);
}

double PointSearch::SquareTo(Part part, const LocalMetres& metres, double limit) const {
  return SquareToBorder(&tables_.chunks[part.first_chunk], tables_.payload.get(), metres, limit);
}

std::int64_t PointSearch::DoubledAreaOf(std::uint32_t village) const {
  std::int64_t area = 0;
  bool part_begins = true;
  for (auto i = tables_.first_chunks[village]; i < tables_.first_chunks[village + 1]; ++i) {
    if (part_begins) area += DoubledArea(&tables_.chunks[i], tables_.payload.get());
    part_begins = tables_.chunks[i].ends_part;
  }
  return area;
}

}  // namespace salur::routing::boundaries
