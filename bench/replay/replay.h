// A city's complaints, decided again by the router and compared with who answered them.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include <absl/status/statusor.h>
#include <absl/time/time.h>

namespace salur::bench {

struct TraceRow {
  absl::Time filed;
  std::string village;
  std::string topic;
  std::string category;  // of its topic; empty when the topic has none
  std::string office;    // who answered, as written there
};

struct Trace {
  std::vector<TraceRow> rows;
  std::map<std::string, std::string> offices;  // names that differ from the unit's, and the unit
};

struct Tally {
  std::size_t rows = 0;
  std::size_t right = 0;
  double Percent() const;
  void Count(bool is_right);
};

struct Score {
  std::map<std::string, Tally> topics;  // those with a category
  Tally mapped;
  Tally unmapped;
  Tally all;
};

// `root` is the project's folder; topics.csv and offices.csv come from bench/replay. Errors name
// file and line.
absl::StatusOr<Trace> ReadTrace(const std::string& root, const std::string& path);

// With the data of data/, and with the city's overrides and rules if `with_city`.
absl::StatusOr<Score> Replay(const std::string& root, const Trace& trace, bool with_city);

}  // namespace salur::bench
