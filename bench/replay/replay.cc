#include "bench/replay/replay.h"

#include <fstream>
#include <sstream>

#include "common/base/errors.h"
#include "services/routing/domain/csv.h"
#include "services/routing/domain/directory_builder.h"
#include "services/routing/domain/router.h"
#include "services/routing/inflate.h"

namespace salur::bench {
namespace {

using routing::CsvReader;
using routing::Directory;
using routing::UnitRef;

constexpr char kOwn[] = "/bench/replay/";

absl::StatusOr<std::string> ReadText(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError("cannot read " + path);
  std::ostringstream content;
  content << file.rdbuf();
  return routing::InflateIfGzip(content.str());
}

absl::StatusOr<std::map<std::string, std::string>> ReadPairs(const std::string& path,
                                                             std::vector<std::string> columns) {
  SALUR_ASSIGN_OR_RETURN(const std::string text, ReadText(path));
  SALUR_ASSIGN_OR_RETURN(CsvReader reader, CsvReader::Open(path, text, std::move(columns)));
  std::map<std::string, std::string> pairs;
  for (;;) {
    SALUR_ASSIGN_OR_RETURN(const bool more, reader.Next());
    if (!more) return pairs;
    pairs.emplace(reader.Cell(0), reader.Cell(1));
  }
}

// The rows of `more` without their header behind `text`.
void Append(const std::string& more, std::string& text) {
  text += more.substr(more.find('\n') + 1);
}

absl::StatusOr<std::shared_ptr<const routing::RuleSet>> LoadRules(const std::string& root,
                                                                  bool with_city) {
  routing::DirectoryFiles files;
  SALUR_ASSIGN_OR_RETURN(files.regions, ReadText(root + "/data/regions.csv.gz"));
  SALUR_ASSIGN_OR_RETURN(files.agency_kinds, ReadText(root + "/data/agency_kinds.csv"));
  SALUR_ASSIGN_OR_RETURN(files.agency_overrides, ReadText(root + "/data/agency_overrides.csv"));
  SALUR_ASSIGN_OR_RETURN(files.categories, ReadText(root + "/data/categories.csv"));
  SALUR_ASSIGN_OR_RETURN(std::string rules, ReadText(root + "/data/routing_rules.csv"));
  if (with_city) {
    SALUR_ASSIGN_OR_RETURN(const std::string overrides,
                           ReadText(root + kOwn + "surabaya_overrides.csv"));
    Append(overrides, files.agency_overrides);
    SALUR_ASSIGN_OR_RETURN(const std::string more, ReadText(root + kOwn + "surabaya_rules.csv"));
    Append(more, rules);
  }
  SALUR_ASSIGN_OR_RETURN(const auto source, routing::ParseDirectorySource(files));
  SALUR_ASSIGN_OR_RETURN(const auto data, routing::BuildDirectory(source, {}));
  SALUR_ASSIGN_OR_RETURN(auto directory, Directory::Create(data, 1));
  SALUR_ASSIGN_OR_RETURN(const auto rows, routing::ParseRules(rules));
  return routing::RuleSet::Create(rows, std::move(directory), 1,
                                  routing::RuleSet::Strictness::kNew);
}

// "Kelurahan Wonorejo - Rungkut" is Wonorejo of the kecamatan Rungkut.
std::string WithoutSuffix(const std::string& office) {
  std::size_t end = office.find('-');
  if (end == std::string::npos) return office;
  while (end > 0 && office[end - 1] == ' ') --end;
  return office.substr(0, end);
}

// Names of villages are written with and without spaces: "Kapas Madya Baru", "Kapasmadya Baru".
std::string Plain(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c != ' ') plain += (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return plain;
}

bool IsOffice(const Directory& directory, UnitRef unit, const std::string& office,
              const Trace& trace) {
  const auto known = trace.offices.find(office);
  if (known != trace.offices.end() && directory.Id(unit) == known->second) return true;
  if (directory.unit(unit).IsAgency()) return directory.Name(unit) == office;
  return Plain(directory.DisplayName(unit)) == Plain(WithoutSuffix(office));
}

}  // namespace

double Tally::Percent() const {
  return rows == 0 ? 0 : 100.0 * static_cast<double>(right) / static_cast<double>(rows);
}

void Tally::Count(bool is_right) {
  ++rows;
  if (is_right) ++right;
}

absl::StatusOr<Trace> ReadTrace(const std::string& root, const std::string& path) {
  Trace trace;
  SALUR_ASSIGN_OR_RETURN(const auto topics,
                         ReadPairs(root + kOwn + "topics.csv", {"topic", "category"}));
  SALUR_ASSIGN_OR_RETURN(trace.offices, ReadPairs(root + kOwn + "offices.csv", {"office", "unit"}));
  SALUR_ASSIGN_OR_RETURN(const std::string text, ReadText(path));
  SALUR_ASSIGN_OR_RETURN(CsvReader reader, CsvReader::Open(path, text,
                                                           {"submitted_utc", "responded_utc",
                                                            "kelurahan_code", "topic", "agency"}));
  for (;;) {
    SALUR_ASSIGN_OR_RETURN(const bool more, reader.Next());
    if (!more) return trace;
    TraceRow row;
    std::string error;
    if (!absl::ParseTime("%Y-%m-%d %H:%M:%S", std::string(reader.Cell(0)), absl::UTCTimeZone(),
                         &row.filed, &error)) {
      return reader.Error(0, error);
    }
    row.village = reader.Cell(2);
    row.topic = reader.Cell(3);
    row.office = reader.Cell(4);
    if (const auto found = topics.find(row.topic); found != topics.end()) {
      row.category = found->second;
    }
    trace.rows.push_back(std::move(row));
  }
}

absl::StatusOr<Score> Replay(const std::string& root, const Trace& trace, bool with_city) {
  SALUR_ASSIGN_OR_RETURN(const auto rules, LoadRules(root, with_city));
  Score score;
  for (const TraceRow& row : trace.rows) {
    routing::RoutingRequest request;
    request.category_code = row.category;
    request.region_code = row.village;
    request.filing_time = row.filed;
    const routing::Decision decision = routing::Decide(*rules, request);
    const bool right = IsOffice(rules->directory(), decision.handling, row.office, trace);
    score.all.Count(right);
    if (row.category.empty()) {
      score.unmapped.Count(right);
    } else {
      score.mapped.Count(right);
      score.topics[row.topic].Count(right);
    }
  }
  return score;
}

}  // namespace salur::bench
