// Points to ask for, the same in every run with the same seed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <absl/status/statusor.h>

#include "services/routing/boundaries/village_locator.h"

namespace salur::bench {

using routing::boundaries::GeoPoint;
using routing::boundaries::VillageLocator;

struct Sample {
  std::string name;
  std::vector<GeoPoint> points;  // in whole 1e-7 degrees
  std::size_t in_villages = 0;   // how many of them lie in one, by our own answer
};

// Evenly over the box around the nation, sea and neighbours too, until `land` of them lie in a
// village.
Sample CountrySample(const VillageLocator& locator, std::size_t land, std::uint64_t seed);

// Evenly in each box of some cities.
std::vector<Sample> CitySamples(const VillageLocator& locator, std::size_t points,
                                std::uint64_t seed);

// Up to a kilometre around random villages' own points (regions.csv, plain or .gz): where people
// are.
absl::StatusOr<Sample> VillageSample(const VillageLocator& locator, const std::string& regions,
                                     std::size_t points, std::uint64_t seed);

}  // namespace salur::bench
