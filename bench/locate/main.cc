// bench_locate BOUNDARIES REGIONS [--points N] [--seed S] [--postgis DSN]
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "bench/locate/compare.h"
#include "bench/locate/measure.h"
#include "bench/locate/postgis.h"
#include "bench/locate/sample.h"
#include "common/base/errors.h"
#include "services/routing/boundaries/boundary_index.h"

namespace salur::bench {
namespace {

using routing::boundaries::BoundaryIndex;

struct Arguments {
  std::string boundaries;
  std::string regions;
  std::size_t points = 100'000;
  std::uint64_t seed = 1;
  std::string postgis;
};

constexpr int kRounds = 3;
constexpr std::size_t kNearPoints = 2000;

absl::StatusOr<BoundaryIndex> Load(const std::string& path) {
  const double before = StatusMegabytes("VmRSS");
  const Timer timer;
  absl::StatusOr<BoundaryIndex> index = BoundaryIndex::Load(path);
  const Usage usage = timer.Elapsed();
  if (!index.ok()) return index;
  std::printf("load: %.0f ms wall, %.0f ms processor\n", usage.wall_s * 1e3, usage.cpu_s * 1e3);
  std::printf("memory: %.1f MiB resident more than before, %.1f MiB resident in all, peak %.1f\n",
              StatusMegabytes("VmRSS") - before, StatusMegabytes("VmRSS"),
              StatusMegabytes("VmHWM"));
  return index;
}

// Microseconds for a point; the quickest round, because the others only had more disturbance.
Usage MeasureOurs(const BoundaryIndex& index, const std::vector<GeoPoint>& points,
                  double accuracy_m) {
  Usage best{1e9, 1e9};
  for (int round = 0; round < kRounds; ++round) {
    std::size_t inside = 0;
    const Timer timer;
    for (const GeoPoint point : points) {
      const auto location = index.Locate(point, accuracy_m);
      if (location.ok() && location->inside) ++inside;
    }
    const Usage usage = timer.Elapsed();
    if (inside == 0) std::printf("no point lies in a village\n");
    best = {std::min(best.wall_s, usage.wall_s), std::min(best.cpu_s, usage.cpu_s)};
  }
  const auto count = static_cast<double>(points.size());
  return {best.wall_s / count * 1e6, best.cpu_s / count * 1e6};
}

absl::StatusOr<Usage> MeasurePrepared(Postgis& postgis, const std::vector<GeoPoint>& points) {
  Usage best{1e9, 1e9};
  for (int round = 0; round < kRounds; ++round) {
    const double server = postgis.ServerCpuSeconds();
    const Timer timer;
    for (const GeoPoint point : points) {
      SALUR_RETURN_IF_ERROR(postgis.Covering(point).status());
    }
    Usage usage = timer.Elapsed();
    usage.cpu_s += postgis.ServerCpuSeconds() - server;
    best = {std::min(best.wall_s, usage.wall_s), std::min(best.cpu_s, usage.cpu_s)};
  }
  const auto count = static_cast<double>(points.size());
  return Usage{best.wall_s / count * 1e6, best.cpu_s / count * 1e6};
}

absl::StatusOr<Usage> MeasureJoin(Postgis& postgis, const std::vector<GeoPoint>& points) {
  SALUR_RETURN_IF_ERROR(postgis.LoadPoints(points));
  Usage best{1e9, 1e9};
  for (int round = 0; round < kRounds; ++round) {
    const double server = postgis.ServerCpuSeconds();
    const Timer timer;
    SALUR_RETURN_IF_ERROR(postgis.JoinPoints().status());
    best = {std::min(best.wall_s, timer.Elapsed().wall_s),
            std::min(best.cpu_s, postgis.ServerCpuSeconds() - server)};
  }
  const auto count = static_cast<double>(points.size());
  return Usage{best.wall_s / count * 1e6, best.cpu_s / count * 1e6};
}

void PrintSpeed(const char* name, Usage usage) {
  std::printf("  %-34s %9.3f us wall %9.3f us processor %10.0f points/s\n", name, usage.wall_s,
              usage.cpu_s, 1e6 / usage.wall_s);
}

// The points of a sample that lie in a village.
std::vector<GeoPoint> InVillages(const BoundaryIndex& index, const Sample& sample) {
  std::vector<GeoPoint> points;
  for (const GeoPoint point : sample.points) {
    const auto location = index.Locate(point, 0);
    if (location.ok() && location->inside) points.push_back(point);
  }
  return points;
}

absl::Status CompareSpeed(const BoundaryIndex& index, Postgis* postgis, const Sample& sample) {
  const std::vector<GeoPoint> points = InVillages(index, sample);
  std::printf("speed, %zu points in villages of \"%s\", one core:\n", points.size(),
              sample.name.c_str());
  const Usage ours = MeasureOurs(index, points, 0);
  PrintSpeed("Locate, accuracy 0", ours);
  PrintSpeed("Locate, accuracy 25 m", MeasureOurs(index, points, 25));
  if (postgis == nullptr) return absl::OkStatus();
  SALUR_ASSIGN_OR_RETURN(const Usage prepared, MeasurePrepared(*postgis, points));
  PrintSpeed("PostGIS, prepared statement", prepared);
  SALUR_ASSIGN_OR_RETURN(const Usage join, MeasureJoin(*postgis, points));
  PrintSpeed("PostGIS, one join in the server", join);
  std::printf(
      "  ratio to the prepared statement: %.0f wall, %.0f processor; to the join: %.0f, %.0f\n",
      prepared.wall_s / ours.wall_s, prepared.cpu_s / ours.cpu_s, join.wall_s / ours.wall_s,
      join.cpu_s / ours.cpu_s);
  return absl::OkStatus();
}

absl::Status CompareAnswers(const BoundaryIndex& index, Postgis& postgis, const Sample& sample) {
  SALUR_ASSIGN_OR_RETURN(const Agreement agreement, CompareCovering(index, postgis, sample));
  std::printf(
      "agreement %-11s %8zu points (%zu in villages): %.4f%%; overlaps, both see them: %zu; differ "
      "at a border: %zu; unexplained: %zu\n",
      sample.name.c_str(), agreement.points, sample.in_villages, agreement.Percent(),
      agreement.same_overlap, agreement.border, agreement.unexplained);
  return absl::OkStatus();
}

absl::Status Run(const Arguments& arguments) {
  SALUR_ASSIGN_OR_RETURN(const BoundaryIndex index, Load(arguments.boundaries));
  const Sample country = CountrySample(index, arguments.points, arguments.seed);
  SALUR_ASSIGN_OR_RETURN(const Sample villages,
                         VillageSample(index, arguments.regions, arguments.points, arguments.seed));
  if (arguments.postgis.empty()) {
    SALUR_RETURN_IF_ERROR(CompareSpeed(index, nullptr, country));
    return CompareSpeed(index, nullptr, villages);
  }
  SALUR_ASSIGN_OR_RETURN(Postgis postgis, Postgis::Connect(arguments.postgis));
  SALUR_ASSIGN_OR_RETURN(const std::string version, postgis.Text("SELECT postgis_full_version()"));
  SALUR_ASSIGN_OR_RETURN(const std::string size,
                         postgis.Text("SELECT pg_size_pretty(pg_total_relation_size('village'))"));
  std::printf("PostGIS: %s\nits table with index: %s\n", version.c_str(), size.c_str());
  SALUR_RETURN_IF_ERROR(CompareSpeed(index, &postgis, country));
  SALUR_RETURN_IF_ERROR(CompareSpeed(index, &postgis, villages));
  SALUR_RETURN_IF_ERROR(CompareAnswers(index, postgis, country));
  SALUR_RETURN_IF_ERROR(CompareAnswers(index, postgis, villages));
  for (const Sample& city : CitySamples(index, arguments.points / 10, arguments.seed)) {
    SALUR_RETURN_IF_ERROR(CompareAnswers(index, postgis, city));
  }
  for (const double accuracy_m : {25.0, 500.0}) {
    SALUR_ASSIGN_OR_RETURN(const NearAgreement near,
                           CompareNear(index, postgis, villages, accuracy_m, kNearPoints));
    std::printf(
        "candidates within %.0f m, %zu points: the same %zu, differ within 1%% of the limit %zu, "
        "distances off by %.4f%% at most\n",
        accuracy_m, near.points, near.same, near.at_limit, near.error_max * 100);
  }
  return absl::OkStatus();
}

}  // namespace
}  // namespace salur::bench

int main(int argc, char** argv) {
  salur::bench::Arguments arguments;
  CLI::App app("Measures Locate, alone or beside PostGIS.", "bench_locate");
  app.add_option("boundaries", arguments.boundaries, "the boundary file")->required();
  app.add_option("regions", arguments.regions, "regions.csv, plain or .gz")->required();
  app.add_option("--points", arguments.points, "points in villages to measure with");
  app.add_option("--seed", arguments.seed, "of the random points");
  app.add_option("--postgis", arguments.postgis, "DSN of a database with the table village");
  CLI11_PARSE(app, argc, argv);
  const absl::Status status = salur::bench::Run(arguments);
  if (status.ok()) return 0;
  std::fprintf(stderr, "bench_locate: %s\n", std::string(status.message()).c_str());
  return 1;
}
