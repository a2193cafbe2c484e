// bench_replay TRACE: files every row of a city's trace in process and counts how often the unit
// that routing names is the office that answered, with the shipped data and with the city's own
// overrides and rules.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>

#include "bench/replay/replay.h"
#include "common/base/errors.h"

namespace salur::bench {
namespace {

void PrintRow(const std::string& topic, const Tally& before, const Tally& after) {
  std::printf("%6zu  %6.1f%%  %6.1f%%  %s\n", before.rows, before.Percent(), after.Percent(),
              topic.c_str());
}

absl::Status Run(const std::string& root, const std::string& trace, std::size_t topics) {
  SALUR_ASSIGN_OR_RETURN(const Trace rows, ReadTrace(root, trace));
  SALUR_ASSIGN_OR_RETURN(const Score before, Replay(root, rows, false));
  SALUR_ASSIGN_OR_RETURN(const Score after, Replay(root, rows, true));
  std::vector<std::string> order;
  for (const auto& [topic, tally] : before.topics) order.push_back(topic);
  std::sort(order.begin(), order.end(), [&](const std::string& a, const std::string& b) {
    const std::size_t rows_a = before.topics.at(a).rows;
    const std::size_t rows_b = before.topics.at(b).rows;
    return rows_a != rows_b ? rows_a > rows_b : a < b;
  });
  std::printf("  rows   before    after  topic\n");
  for (std::size_t i = 0; i < std::min(topics, order.size()); ++i) {
    PrintRow(order[i], before.topics.at(order[i]), after.topics.at(order[i]));
  }
  PrintRow("ALL TOPICS WITH A CATEGORY", before.mapped, after.mapped);
  PrintRow("all others, filed without a category", before.unmapped, after.unmapped);
  PrintRow("EVERYTHING", before.all, after.all);
  std::printf("before: the shipped data; after: with bench/replay/surabaya_*.csv\n");
  return absl::OkStatus();
}

}  // namespace
}  // namespace salur::bench

int main(int argc, char** argv) {
  std::string root;
  std::string trace;
  std::size_t topics = 60;
  CLI::App app("Replays a city's complaints through routing.", "bench_replay");
  app.add_option("root", root, "the project's folder")->required();
  app.add_option("trace", trace, "CSV, plain or .gz")->required();
  app.add_option("--topics", topics, "topics to print");
  CLI11_PARSE(app, argc, argv);
  const absl::Status status = salur::bench::Run(root, trace, topics);
  if (status.ok()) return 0;
  std::fprintf(stderr, "bench_replay: %s\n", std::string(status.message()).c_str());
  return 1;
}
