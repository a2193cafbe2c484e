#include "bench/locate/sample.h"

#include <cmath>
#include <fstream>
#include <random>
#include <sstream>

#include "common/base/errors.h"
#include "services/routing/domain/directory_source.h"
#include "services/routing/inflate.h"

namespace salur::bench {
namespace {

struct Box {
  const char* name;
  double south, north, west, east;
};

constexpr Box kNation{"country", -11.01, 6.08, 94.97, 141.03};
constexpr Box kCities[] = {
    {"Bandung", -6.97, -6.84, 107.55, 107.73},  {"Semarang", -7.11, -6.93, 110.27, 110.51},
    {"Banda Aceh", 5.51, 5.61, 95.27, 95.39},   {"Bojonegoro", -7.45, -6.99, 111.42, 112.15},
    {"Wonosobo", -7.59, -7.19, 109.73, 110.07}, {"Jakarta", -6.37, -6.09, 106.69, 106.97}};

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  GeoPoint In(const Box& box) {
    return {Whole(Between(box.south, box.north)), Whole(Between(box.west, box.east))};
  }
  std::size_t Below(std::size_t end) { return engine_() % end; }

 private:
  // Not a std distribution: those differ between libraries.
  double Between(double low, double high) {
    return low + (high - low) * static_cast<double>(engine_() >> 11) * 0x1p-53;
  }
  static double Whole(double degrees) { return std::round(degrees * 1e7) / 1e7; }

  std::mt19937_64 engine_;
};

void Add(const VillageLocator& locator, GeoPoint point, Sample& sample) {
  sample.points.push_back(point);
  const auto location = locator.Locate(point, 0);
  if (location.ok() && location->inside) ++sample.in_villages;
}

}  // namespace

Sample CountrySample(const VillageLocator& locator, std::size_t land, std::uint64_t seed) {
  Random random(seed);
  Sample sample{kNation.name, {}, 0};
  while (sample.in_villages < land) Add(locator, random.In(kNation), sample);
  return sample;
}

std::vector<Sample> CitySamples(const VillageLocator& locator, std::size_t points,
                                std::uint64_t seed) {
  Random random(seed);
  std::vector<Sample> samples;
  for (const Box& city : kCities) {
    samples.push_back({city.name, {}, 0});
    for (std::size_t i = 0; i < points; ++i) Add(locator, random.In(city), samples.back());
  }
  return samples;
}

absl::StatusOr<Sample> VillageSample(const VillageLocator& locator, const std::string& regions,
                                     std::size_t points, std::uint64_t seed) {
  std::ifstream file(regions, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  if (!file) return absl::NotFoundError("cannot read " + regions);
  SALUR_ASSIGN_OR_RETURN(const std::string text, routing::InflateIfGzip(bytes.str()));
  SALUR_ASSIGN_OR_RETURN(const auto all, routing::ParseRegions(text));
  Random random(seed);
  Sample sample{"villages", {}, 0};
  while (sample.points.size() < points) {
    const routing::Place& place = all[random.Below(all.size())].place;
    if (place.latitude_e6 == 0 && place.longitude_e6 == 0) continue;
    constexpr double kKilometre = 0.009;
    const double latitude = place.latitude_e6 / 1e6;
    const double longitude = place.longitude_e6 / 1e6;
    const Box around{"", latitude - kKilometre, latitude + kKilometre, longitude - kKilometre,
                     longitude + kKilometre};
    Add(locator, random.In(around), sample);
  }
  return sample;
}

}  // namespace salur::bench
