#include "tests/unit/routing_boundaries/fixtures.h"

#include <stdlib.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

namespace salur::routing::boundaries::testing {
namespace {

template <typename Value>
Value OrDie(absl::StatusOr<Value> value) {
  if (!value.ok()) {
    std::fprintf(stderr, "%s\n", value.status().ToString().c_str());
    std::abort();
  }
  return *std::move(value);
}

std::string Position(double east, double north) {
  const GeoPoint point = At(east, north);
  char text[64];
  std::snprintf(text, sizeof(text), "[%.7f,%.7f]", point.longitude, point.latitude);
  return text;
}

std::string Join(const std::vector<std::string>& items) {
  std::string text = "[";
  for (const std::string& item : items) text += (text.size() > 1 ? "," : "") + item;
  return text + "]";
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "boundaries-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) std::abort();
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() { std::filesystem::remove_all(path_); }

std::vector<std::string> TemporaryFolder::Names() const {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(path_)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string ReadBytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void WriteBytes(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

RegionCode Code(std::string_view text) { return RegionCode::Parse(text).value(); }

GeoPoint At(double east, double north) { return {-7 + north * 0.001, 110 + east * 0.001}; }

std::string Square(double west, double south, double east, double north) {
  return Join({Position(west, south), Position(east, south), Position(east, north),
               Position(west, north), Position(west, south)});
}

std::string PolygonOf(const std::vector<std::string>& rings) { return Join(rings); }

std::string Feature(std::string_view code, const std::vector<std::string>& polygons) {
  const bool multiple = polygons.size() != 1;
  return R"({"type":"Feature","id":")" + std::string(code) +
         R"(","properties":{"name":"Desa"},"geometry":{"type":")" +
         (multiple ? "MultiPolygon" : "Polygon") + R"(","coordinates":)" +
         (multiple ? Join(polygons) : polygons.front()) + "}}";
}

BoundaryIndex IndexOf(const std::vector<std::string>& lines) {
  const TemporaryFolder folder;
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  WriteBytes(folder / "villages.geojsonl", text);
  OrDie(ImportBoundaries({.input = folder / "villages.geojsonl", .output = folder / "b.bin"}));
  return OrDie(BoundaryIndex::Load(folder / "b.bin"));
}

absl::StatusOr<BoundaryIndex> WriteAndLoad(const std::vector<EncodedVillage>& villages) {
  const TemporaryFolder folder;
  OrDie(WriteBoundaryFile(folder / "b.bin", villages));
  return BoundaryIndex::Load(folder / "b.bin");
}

}  // namespace salur::routing::boundaries::testing
