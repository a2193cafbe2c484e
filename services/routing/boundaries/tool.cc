#include "services/routing/boundaries/tool.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <fstream>
#include <sstream>
#include <string>

#include "common/base/errors.h"
#include "services/routing/boundaries/boundary_index.h"
#include "services/routing/boundaries/importer.h"
#include "services/routing/domain/directory_source.h"
#include "services/routing/inflate.h"

namespace salur::routing::boundaries {
namespace {

struct Arguments {
  std::string input;
  std::string output;
  std::string regions;
  std::string file;
  GeoPoint point;
  double accuracy_m = 25;
};

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "salur-boundaries: %s\n", std::string(status.message()).c_str());
  return 1;
}

absl::StatusOr<std::vector<RegionCode>> ReadVillages(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  if (!file) return absl::NotFoundError("cannot read " + path);
  SALUR_ASSIGN_OR_RETURN(const std::string text, InflateIfGzip(bytes.str()));
  SALUR_ASSIGN_OR_RETURN(const std::vector<RegionSource> regions, ParseRegions(text));
  std::vector<RegionCode> villages;
  for (const RegionSource& region : regions) {
    if (region.code.level() == Level::kKelurahanDesa) villages.push_back(region.code);
  }
  return villages;
}

void PrintSummary(const BoundarySummary& summary) {
  std::printf("villages %u, polygons %u, rings %u, vertices %llu\n", summary.villages,
              summary.polygons, summary.rings, static_cast<unsigned long long>(summary.vertices));
  std::printf("%llu bytes, edition %08x\n", static_cast<unsigned long long>(summary.payload_bytes),
              summary.checksum);
}

int Import(const Arguments& arguments) {
  ImportRequest request{.input = arguments.input, .output = arguments.output};
  if (!arguments.regions.empty()) {
    auto villages = ReadVillages(arguments.regions);
    if (!villages.ok()) return Fail(villages.status());
    request.villages = *std::move(villages);
  }
  request.progress = [](std::size_t villages) {
    std::fprintf(stderr, "%zu villages read\n", villages);
  };
  const auto report = ImportBoundaries(request);
  if (!report.ok()) return Fail(report.status());
  PrintSummary(report->summary);
  std::printf("rounded to five decimals: %llu vertices; without area, left out: %llu rings\n",
              static_cast<unsigned long long>(report->rounded_vertices),
              static_cast<unsigned long long>(report->dropped_rings));
  if (!request.villages.empty()) {
    std::printf("without a boundary: %zu villages\n", report->without_boundary.size());
    for (const RegionCode village : report->without_boundary) {
      std::printf("  %s\n", village.ToString().c_str());
    }
  }
  return 0;
}

int Describe(const Arguments& arguments) {
  const auto index = BoundaryIndex::Load(arguments.file);
  if (!index.ok()) return Fail(index.status());
  PrintSummary(index->summary());
  return 0;
}

int Ask(const Arguments& arguments) {
  const auto index = BoundaryIndex::Load(arguments.file);
  if (!index.ok()) return Fail(index.status());
  const auto location = index->Locate(arguments.point, arguments.accuracy_m);
  if (!location.ok()) return Fail(location.status());
  std::printf("%s", location->village.ToString().c_str());
  if (!location->inside) std::printf(" nearest, %.1f m away", location->distance_m);
  std::printf("\n");
  for (const BorderCandidate& candidate : location->candidates) {
    std::printf("candidate %s %.1f m\n", candidate.village.ToString().c_str(),
                candidate.distance_m);
  }
  return 0;
}

}  // namespace

int RunTool(int argc, char** argv) {
  Arguments arguments;
  CLI::App app("Boundaries of villages: from GeoJSON lines to the file that routing loads.",
               "salur-boundaries");
  app.require_subcommand(1);
  CLI::App* import = app.add_subcommand("import", "make a file from GeoJSON, one Feature a line");
  import->add_option("input", arguments.input, "GeoJSON lines, plain or .xz; - is standard input")
      ->required();
  import->add_option("output", arguments.output, "the file to make or replace")->required();
  import->add_option("--regions", arguments.regions,
                     "regions.csv, plain or .gz: refuse other villages, list those without");
  CLI::App* info = app.add_subcommand("info", "check a file and say what is in it");
  info->add_option("file", arguments.file, "the file")->required();
  CLI::App* locate = app.add_subcommand("locate", "the village of a point");
  locate->add_option("file", arguments.file, "the file")->required();
  locate->add_option("latitude", arguments.point.latitude, "degrees")->required();
  locate->add_option("longitude", arguments.point.longitude, "degrees")->required();
  locate->add_option("--accuracy", arguments.accuracy_m, "metres (default 25)");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (*import) return Import(arguments);
  if (*info) return Describe(arguments);
  return Ask(arguments);
}

}  // namespace salur::routing::boundaries
