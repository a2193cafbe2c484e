// bench_route [--data DIR] [--decisions N] [--rules N] [--seed S] [--json]
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "bench/locate/measure.h"
#include "bench/route/workload.h"
#include "common/base/errors.h"

namespace salur::bench {
namespace {

using routing::RuleRow;
using routing::RuleSet;

struct Arguments {
  std::string data = "data";
  std::size_t decisions = 200'000;
  std::size_t rules = 10'000;
  std::uint64_t seed = 1;
  bool json = false;
};

constexpr int kRounds = 5;

struct Measured {
  std::string name;
  std::size_t rules = 0;
  double build_ms = 0;
  double rules_mib = 0;
  double by_rule_percent = 0;
  double per_second = 0;  // by the time of the processor, one core
};

double Mebibytes(std::size_t bytes) { return static_cast<double>(bytes) / (1 << 20); }

// What a rule set keeps besides its directory.
std::size_t MemoryBytes(const RuleSet& rules) {
  const std::size_t inside = std::string().capacity();
  std::size_t bytes = rules.rules().capacity() * sizeof(routing::Rule);
  for (const routing::Rule& rule : rules.rules()) {
    for (const std::string* text :
         {&rule.id, &rule.row.category, &rule.row.region_prefix, &rule.row.target,
          &rule.row.valid_from, &rule.row.valid_to, &rule.row.note}) {
      bytes += text->capacity() > inside ? text->capacity() + 1 : 0;
    }
  }
  return bytes;
}

std::size_t DecideAll(const RuleSet& rules, const std::vector<Complaint>& complaints) {
  std::size_t by_rule = 0;
  for (const Complaint& complaint : complaints) {
    routing::RoutingRequest request;
    request.region_code = complaint.region_code;
    request.category_code = complaint.category_code;
    request.filing_time = absl::FromUnixSeconds(1'750'000'000);
    by_rule += routing::Decide(rules, request).rule != nullptr ? 1 : 0;
  }
  return by_rule;
}

struct Contender {
  Measured measured;
  std::shared_ptr<const RuleSet> rules;
};

absl::StatusOr<Contender> Prepare(const std::string& name, const std::vector<RuleRow>& rows,
                                  const std::shared_ptr<const routing::Directory>& directory) {
  Contender contender;
  const Timer timer;
  SALUR_ASSIGN_OR_RETURN(contender.rules,
                         RuleSet::Create(rows, directory, 1, RuleSet::Strictness::kNew));
  contender.measured.build_ms = timer.Elapsed().cpu_s * 1e3;
  contender.measured.name = name;
  contender.measured.rules = rows.size();
  contender.measured.rules_mib = Mebibytes(MemoryBytes(*contender.rules));
  return contender;
}

// The contenders take turns, so that what disturbs the machine disturbs all of them; the quickest
// round of each counts.
void Measure(std::vector<Contender>& contenders, const std::vector<Complaint>& complaints) {
  const auto count = static_cast<double>(complaints.size());
  for (int round = 0; round < kRounds; ++round) {
    for (Contender& contender : contenders) {
      const Timer timer;
      const std::size_t by_rule = DecideAll(*contender.rules, complaints);
      const double seconds = timer.Elapsed().cpu_s;
      Measured& measured = contender.measured;
      measured.per_second = std::max(measured.per_second, count / seconds);
      measured.by_rule_percent = static_cast<double>(by_rule) / count * 100;
    }
  }
}

void PrintJson(const std::vector<Contender>& contenders, const routing::Directory& directory,
               std::size_t decisions) {
  nlohmann::ordered_json json = {{"decisions", decisions},
                                 {"units", directory.unit_count()},
                                 {"directory_mib", Mebibytes(directory.MemoryBytes())},
                                 {"resident_mib", StatusMegabytes("VmRSS")},
                                 {"sets", nlohmann::ordered_json::array()}};
  const double without = contenders.front().measured.per_second;
  for (const Contender& contender : contenders) {
    const Measured& m = contender.measured;
    json["sets"].push_back({{"name", m.name},
                            {"rules", m.rules},
                            {"build_ms", m.build_ms},
                            {"rules_mib", m.rules_mib},
                            {"decided_by_rule_percent", m.by_rule_percent},
                            {"decisions_per_second", m.per_second},
                            {"ratio_to_no_rules", m.per_second / without}});
  }
  std::printf("%s\n", json.dump(2).c_str());
}

void PrintTable(const std::vector<Contender>& contenders, const routing::Directory& directory,
                std::size_t decisions) {
  std::printf("directory: %zu units, %.1f MiB; resident in all %.1f MiB\n", directory.unit_count(),
              Mebibytes(directory.MemoryBytes()), StatusMegabytes("VmRSS"));
  std::printf("%zu decisions, one core, the quickest of %d rounds:\n", decisions, kRounds);
  std::printf("  %-10s %7s %10s %10s %9s %14s %7s\n", "set", "rules", "built in", "memory",
              "by rule", "decisions/s", "ratio");
  const double without = contenders.front().measured.per_second;
  for (const Contender& contender : contenders) {
    const Measured& m = contender.measured;
    std::printf("  %-10s %7zu %7.1f ms %6.2f MiB %8.2f%% %14.0f %7.3f\n", m.name.c_str(), m.rules,
                m.build_ms, m.rules_mib, m.by_rule_percent, m.per_second, m.per_second / without);
  }
}

absl::Status Run(const Arguments& arguments) {
  SALUR_ASSIGN_OR_RETURN(const auto directory, LoadDirectory(arguments.data));
  SALUR_ASSIGN_OR_RETURN(const std::vector<RuleRow> shipped, LoadRules(arguments.data));
  std::vector<Contender> contenders;
  for (const auto& [name, rows] :
       {std::pair{"none", std::vector<RuleRow>()}, std::pair{"shipped", shipped},
        std::pair{"made", MakeRules(*directory, arguments.rules, arguments.seed)}}) {
    SALUR_ASSIGN_OR_RETURN(Contender contender, Prepare(name, rows, directory));
    contenders.push_back(std::move(contender));
  }
  const auto complaints = MakeComplaints(*directory, arguments.decisions, arguments.seed + 1);
  Measure(contenders, complaints);
  arguments.json ? PrintJson(contenders, *directory, complaints.size())
                 : PrintTable(contenders, *directory, complaints.size());
  return absl::OkStatus();
}

}  // namespace
}  // namespace salur::bench

int main(int argc, char** argv) {
  salur::bench::Arguments arguments;
  CLI::App app("Measures decisions with and without rules.", "bench_route");
  app.add_option("--data", arguments.data, "folder with the directory's files");
  app.add_option("--decisions", arguments.decisions, "random complaints to decide")
      ->check(CLI::Range(1, 100'000'000));
  app.add_option("--rules", arguments.rules, "rules to make")->check(CLI::Range(0, 20'000));
  app.add_option("--seed", arguments.seed, "of the random rules and complaints");
  app.add_flag("--json", arguments.json, "print JSON");
  CLI11_PARSE(app, argc, argv);
  const absl::Status status = salur::bench::Run(arguments);
  if (status.ok()) return 0;
  std::fprintf(stderr, "bench_route: %s\n", std::string(status.message()).c_str());
  return 1;
}
