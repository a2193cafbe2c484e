// The same questions to PostGIS: a table village(code text, geom geometry) with a GiST index.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <absl/status/statusor.h>

#include "services/routing/boundaries/village_locator.h"

struct pg_conn;

namespace salur::bench {

using routing::RegionCode;
using routing::boundaries::GeoPoint;

class Postgis {
 public:
  static absl::StatusOr<Postgis> Connect(const std::string& dsn);

  // The villages that cover the point, ascending: one prepared statement, executed over the
  // connection, numbers in binary.
  absl::StatusOr<std::vector<RegionCode>> Covering(GeoPoint point);

  // The villages within `metres` on the ellipsoid with their distances, nearest first.
  struct Near {
    RegionCode village;
    double distance_m = 0;
  };
  absl::StatusOr<std::vector<Near>> Around(GeoPoint point, double metres);

  // All points in one statement in the server: no round trip for each. Returns the points that lie
  // in a village.
  absl::Status LoadPoints(const std::vector<GeoPoint>& points);
  absl::StatusOr<std::size_t> JoinPoints();

  absl::StatusOr<std::string> Text(const char* sql);
  // Processor time of the server process of this connection so far, seconds.
  double ServerCpuSeconds() const;

 private:
  struct Close {
    void operator()(pg_conn* connection) const;
  };
  explicit Postgis(pg_conn* connection) : connection_(connection) {}
  absl::Status Run(const char* sql);

  std::unique_ptr<pg_conn, Close> connection_;
};

}  // namespace salur::bench
