#include "bench/locate/postgis.h"

#include <libpq-fe.h>
#include <unistd.h>

#include <array>
#include <bit>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "common/base/errors.h"

namespace salur::bench {
namespace {

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, Clear>;

constexpr char kCovering[] =
    "SELECT code FROM village"
    " WHERE ST_Covers(geom, ST_SetSRID(ST_MakePoint($1::float8, $2::float8), 4326))";
// The box narrows with the index; the ellipsoid decides. A degree is 110 km or more here.
constexpr char kAround[] =
    "SELECT code, ST_Distance(geom::geography, p::geography) AS metres"
    " FROM village, ST_SetSRID(ST_MakePoint($1::float8, $2::float8), 4326) AS p"
    " WHERE geom && ST_Expand(p, $3::float8 / 105000)"
    " AND ST_DWithin(geom::geography, p::geography, $3::float8) ORDER BY metres, code";

using Binary = std::array<char, sizeof(double)>;

Binary ToBinary(double value) {
  auto bits = std::bit_cast<std::uint64_t>(value);
  Binary bytes;
  for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte, bits >>= 8) {
    *byte = static_cast<char>(bits);
  }
  return bytes;
}

template <std::size_t kCount>
Result Execute(pg_conn* connection, const char* name, const std::array<double, kCount>& values) {
  std::array<Binary, kCount> bytes;
  std::array<const char*, kCount> pointers;
  std::array<int, kCount> lengths;
  std::array<int, kCount> formats;
  for (std::size_t i = 0; i < kCount; ++i) {
    bytes[i] = ToBinary(values[i]);
    pointers[i] = bytes[i].data();
    lengths[i] = sizeof(double);
    formats[i] = 1;
  }
  return Result(
      PQexecPrepared(connection, name, kCount, pointers.data(), lengths.data(), formats.data(), 0));
}

absl::Status Failure(pg_conn* connection) {
  return absl::UnknownError("PostGIS: " + std::string(PQerrorMessage(connection)));
}

RegionCode Code(const Result& result, int row) {
  return RegionCode::Parse(PQgetvalue(result.get(), row, 0)).value_or(RegionCode());
}

}  // namespace

void Postgis::Close::operator()(pg_conn* connection) const { PQfinish(connection); }

absl::StatusOr<Postgis> Postgis::Connect(const std::string& dsn) {
  Postgis postgis(PQconnectdb(dsn.c_str()));
  pg_conn* connection = postgis.connection_.get();
  if (PQstatus(connection) != CONNECTION_OK) return Failure(connection);
  for (const auto& [name, sql] : {std::pair("covering", kCovering), std::pair("around", kAround)}) {
    const Result result(PQprepare(connection, name, sql, 0, nullptr));
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) return Failure(connection);
  }
  return postgis;
}

absl::StatusOr<std::vector<RegionCode>> Postgis::Covering(GeoPoint point) {
  const Result result =
      Execute<2>(connection_.get(), "covering", {point.longitude, point.latitude});
  if (PQresultStatus(result.get()) != PGRES_TUPLES_OK) return Failure(connection_.get());
  std::vector<RegionCode> villages;
  for (int i = 0; i < PQntuples(result.get()); ++i) villages.push_back(Code(result, i));
  std::sort(villages.begin(), villages.end());
  return villages;
}

absl::StatusOr<std::vector<Postgis::Near>> Postgis::Around(GeoPoint point, double metres) {
  const Result result =
      Execute<3>(connection_.get(), "around", {point.longitude, point.latitude, metres});
  if (PQresultStatus(result.get()) != PGRES_TUPLES_OK) return Failure(connection_.get());
  std::vector<Near> villages;
  for (int i = 0; i < PQntuples(result.get()); ++i) {
    villages.push_back({Code(result, i), std::strtod(PQgetvalue(result.get(), i, 1), nullptr)});
  }
  return villages;
}

absl::Status Postgis::LoadPoints(const std::vector<GeoPoint>& points) {
  SALUR_RETURN_IF_ERROR(Run("DROP TABLE IF EXISTS point"));
  SALUR_RETURN_IF_ERROR(Run("CREATE TEMPORARY TABLE point (x float8, y float8)"));
  const Result copy(PQexec(connection_.get(), "COPY point FROM STDIN"));
  for (const GeoPoint point : points) {
    std::array<char, 64> line;
    const int size =
        std::snprintf(line.data(), line.size(), "%.7f\t%.7f\n", point.longitude, point.latitude);
    PQputCopyData(connection_.get(), line.data(), size);
  }
  PQputCopyEnd(connection_.get(), nullptr);
  const Result end(PQgetResult(connection_.get()));
  if (PQresultStatus(end.get()) != PGRES_COMMAND_OK) return Failure(connection_.get());
  while (Result(PQgetResult(connection_.get())) != nullptr) {
  }
  return Run("ANALYZE point");
}

absl::StatusOr<std::size_t> Postgis::JoinPoints() {
  SALUR_ASSIGN_OR_RETURN(
      const std::string count,
      Text("SELECT count(v.code) FROM point CROSS JOIN LATERAL (SELECT code FROM village"
           " WHERE ST_Covers(geom, ST_SetSRID(ST_MakePoint(x, y), 4326)) LIMIT 1) AS v"));
  return std::strtoull(count.c_str(), nullptr, 10);
}

absl::StatusOr<std::string> Postgis::Text(const char* sql) {
  const Result result(PQexec(connection_.get(), sql));
  if (PQresultStatus(result.get()) != PGRES_TUPLES_OK) return Failure(connection_.get());
  return std::string(PQgetvalue(result.get(), 0, 0));
}

absl::Status Postgis::Run(const char* sql) {
  const Result result(PQexec(connection_.get(), sql));
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) return Failure(connection_.get());
  return absl::OkStatus();
}

double Postgis::ServerCpuSeconds() const {
  std::ifstream stat("/proc/" + std::to_string(PQbackendPID(connection_.get())) + "/stat");
  std::string text;
  std::getline(stat, text);
  // After the command in brackets: state, then ten numbers, then user and system time in ticks.
  std::istringstream fields(text.substr(text.rfind(')') + 1));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  double user = 0;
  double system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

}  // namespace salur::bench
