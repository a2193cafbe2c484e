#include "services/routing/boundaries/geojson.h"

#include <cmath>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

namespace salur::routing::boundaries {
namespace {

using Json = nlohmann::json;

// Half a thousandth of a grid step: what a decimal number loses in binary is far less.
constexpr double kExact = 0.0005;

constexpr char kNotACountryPlace[] =
    "is not a longitude of 90 to 145 and a latitude of -15 to 10 degrees, in this order";

class FeatureParser {
 public:
  FeatureParser(ParsedFeature& feature, FeatureError& error) : feature_(feature), error_(error) {}

  bool Parse(std::string_view line) {
    const Json json = Json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (json.is_discarded()) return Wrong("", "is not valid JSON");
    if (!json.is_object()) return Wrong("", "is not a GeoJSON Feature");
    const std::string type = Text(json, "type");
    if (type == "FeatureCollection") {
      return Wrong("type",
                   "is FeatureCollection: give one Feature a line, as ogr2ogr -f GeoJSONSeq");
    }
    if (type != "Feature") return Wrong("type", "has to be \"Feature\"");
    const std::string id = Text(json, "id");
    const std::optional<RegionCode> village = RegionCode::Parse(id);
    if (!village.has_value() || village->level() != Level::kKelurahanDesa) {
      return Wrong("id", "\"" + id + "\" is not a village code such as 31.71.01.1001");
    }
    feature_.boundary.village = *village;
    const auto geometry = json.find("geometry");
    if (geometry == json.end() || !geometry->is_object()) {
      return Wrong("geometry", "is missing");
    }
    return ParseGeometry(*geometry);
  }

 private:
  bool ParseGeometry(const Json& geometry) {
    const std::string type = Text(geometry, "type");
    const auto coordinates = geometry.find("coordinates");
    if (coordinates == geometry.end() || !coordinates->is_array()) {
      return Wrong("geometry.coordinates", "is missing");
    }
    const std::string where = "geometry.coordinates";
    if (type == "Polygon") {
      if (!ParsePolygon(*coordinates, where)) return false;
    } else if (type == "MultiPolygon") {
      for (std::size_t i = 0; i < coordinates->size(); ++i) {
        if (!ParsePolygon((*coordinates)[i], where + Index(i))) return false;
      }
    } else {
      return Wrong("geometry.type", "has to be \"Polygon\" or \"MultiPolygon\"");
    }
    if (feature_.boundary.polygons.empty()) return Wrong(where, "has no area at five decimals");
    return true;
  }

  bool ParsePolygon(const Json& rings, const std::string& where) {
    if (!rings.is_array() || rings.empty()) return Wrong(where, "is not a list of rings");
    Polygon polygon;
    bool outer_dropped = false;
    for (std::size_t i = 0; i < rings.size(); ++i) {
      Ring ring;
      if (!ParseRing(rings[i], where + Index(i), ring)) return false;
      const bool dropped = outer_dropped || !HasArea(ring);
      if (i == 0) outer_dropped = dropped;
      if (dropped) {
        feature_.dropped_rings += 1;
      } else {
        polygon.push_back(std::move(ring));
      }
    }
    if (!outer_dropped) feature_.boundary.polygons.push_back(std::move(polygon));
    return true;
  }

  bool ParseRing(const Json& positions, const std::string& where, Ring& ring) {
    if (!positions.is_array() || positions.size() < 4) {
      return Wrong(where, "is not a ring of four or more positions");
    }
    if (positions.front() != positions.back()) {
      return Wrong(where, "is not closed: its last position differs from the first");
    }
    ring.reserve(positions.size());
    for (std::size_t i = 0; i + 1 < positions.size(); ++i) {
      GridPoint vertex;
      if (!ParsePosition(positions[i], vertex)) return Wrong(where + Index(i), kNotACountryPlace);
      if (ring.empty() || vertex != ring.back()) ring.push_back(vertex);
    }
    while (ring.size() > 1 && ring.back() == ring.front()) ring.pop_back();
    return true;
  }

  bool ParsePosition(const Json& position, GridPoint& vertex) {
    if (!position.is_array() || position.size() < 2 || !position[0].is_number() ||
        !position[1].is_number()) {
      return false;
    }
    const double x = position[0].get<double>() * kGridPerDegree;
    const double y = position[1].get<double>() * kGridPerDegree;
    if (!(x >= kCountryBox.min.x && x <= kCountryBox.max.x && y >= kCountryBox.min.y &&
          y <= kCountryBox.max.y)) {
      return false;
    }
    vertex = {static_cast<std::int32_t>(std::lround(x)), static_cast<std::int32_t>(std::lround(y))};
    if (std::abs(x - vertex.x) > kExact || std::abs(y - vertex.y) > kExact) {
      feature_.rounded_vertices += 1;
    }
    return true;
  }

  static bool HasArea(const Ring& ring) {
    if (ring.size() < 3) return false;
    std::int64_t area = 0;
    const GridPoint origin = ring.front();
    for (std::size_t i = 2; i < ring.size(); ++i) {
      area += std::int64_t{ring[i - 1].x - origin.x} * (ring[i].y - origin.y) -
              std::int64_t{ring[i].x - origin.x} * (ring[i - 1].y - origin.y);
    }
    return area != 0;
  }

  static std::string Text(const Json& object, const char* key) {
    const auto value = object.find(key);
    return value != object.end() && value->is_string() ? value->get<std::string>() : std::string();
  }

  static std::string Index(std::size_t i) { return "[" + std::to_string(i) + "]"; }

  bool Wrong(std::string where, std::string problem) {
    error_ = {std::move(where), std::move(problem)};
    return false;
  }

  ParsedFeature& feature_;
  FeatureError& error_;
};

}  // namespace

bool ParseFeature(std::string_view line, ParsedFeature& feature, FeatureError& error) {
  feature = {};
  return FeatureParser(feature, error).Parse(line);
}

}  // namespace salur::routing::boundaries
