#include <algorithm>
#include <memory>

#include <nlohmann/json.hpp>

#include "cli/commands/commands.h"
#include "cli/format/json.h"
#include "cli/format/text.h"
#include "cli/format/time.h"

namespace salur::cli {
namespace {

using common::v1::OperationsService;
using grpc::health::v1::Health;
using grpc::health::v1::HealthCheckRequest;
using grpc::health::v1::HealthCheckResponse;

constexpr absl::Duration kPoll = absl::Milliseconds(200);
constexpr absl::Duration kCheckTimeout = absl::Seconds(3);

struct State {
  Service service;
  std::string target;
  std::string word;
  std::string note;
  bool reached = false;
  bool serving = false;
};

State Check(const Session& session, Service service) {
  State state{service, session.endpoints().of(service), "UNREACHABLE", {}, false, false};
  const auto response =
      session.Call(session.health(service), &Health::Stub::Check, HealthCheckRequest(), Caller{});
  if (!response.ok()) {
    state.note = LastCause(std::string(response.status().message()));
    return state;
  }
  state.reached = true;
  state.serving = response->status() == HealthCheckResponse::SERVING;
  state.word = HealthCheckResponse::ServingStatus_Name(response->status());
  return state;
}

// The endpoints file is read each time: while the services start it may not be there yet.
absl::StatusOr<std::vector<State>> CheckAll(Context& context) {
  SALUR_ASSIGN_OR_RETURN(
      const auto session,
      context.Connect({Service::kIntake, Service::kRouting, Service::kEscalation}, kCheckTimeout));
  std::vector<State> states;
  for (const Service service : kServices) states.push_back(Check(*session, service));
  return states;
}

// `wanted` are service names; empty means all.
absl::Status Verdict(const std::vector<State>& states, const std::vector<std::string>& wanted) {
  std::string missing;
  bool all_reached = true;
  for (const State& state : states) {
    const bool asked_for = wanted.empty() || std::find(wanted.begin(), wanted.end(),
                                                       Name(state.service)) != wanted.end();
    if (state.serving || !asked_for) continue;
    missing += (missing.empty() ? "" : ", ") + std::string(Name(state.service));
    all_reached = all_reached && state.reached;
  }
  if (missing.empty()) return absl::OkStatus();
  const std::string message = "not serving: " + missing;
  return all_reached ? FailedError(message, "what is missing: salurctl info")
                     : UnreachableError(message, "start the services: ./salur up");
}

void Print(Context& context, const std::vector<State>& states) {
  if (context.options().json) {
    nlohmann::ordered_json services = nlohmann::ordered_json::array();
    for (const State& state : states) {
      services.push_back({{"service", Name(state.service)},
                          {"address", state.target},
                          {"state", state.word},
                          {"serving", state.serving}});
    }
    context.PrintJson({{"services", services}});
    return;
  }
  const View view = context.view(Language::kEnglish);
  Table table({{"SERVICE"}, {"STATE"}, {"ADDRESS", false, true}, {"NOTE", false, true}});
  for (const State& state : states) {
    table.AddRow({std::string(Name(state.service)), state.word, state.target, state.note});
  }
  context.io().out << table.Render(view.style, view.layout);
}

struct HealthOptions {
  std::string wait;
  std::vector<std::string> services;
};

absl::Status RunHealth(Context& context, const HealthOptions& options) {
  absl::Time until = context.process().Now();
  if (!options.wait.empty()) {
    const auto length = ParseDuration(options.wait);
    if (!length.has_value()) {
      return UsageError("--wait " + Printable(options.wait) + ": not a length of time",
                        "for instance --wait 20s");
    }
    until += *length;
  }
  for (;;) {
    const auto states = CheckAll(context);
    const absl::Status verdict = states.ok() ? Verdict(*states, options.services) : states.status();
    const bool usage = !verdict.ok() && Describe(verdict).exit_code == kUsage;
    if (verdict.ok() || usage || context.process().Now() >= until) {
      if (states.ok()) Print(context, *states);
      return verdict;
    }
    context.process().Sleep(kPoll);
  }
}

absl::Status RunInfo(Context& context) {
  SALUR_ASSIGN_OR_RETURN(const auto session, context.Connect({Service::kIntake, Service::kRouting,
                                                              Service::kEscalation}));
  nlohmann::ordered_json services = nlohmann::ordered_json::array();
  Table table({{"SERVICE"},
               {"VERSION"},
               {"READY"},
               {"CLOCK"},
               {"RATE", true},
               {"DIRECTORY", true},
               {"NOTES", false, true}});
  absl::Status first_error;
  for (const Service service : kServices) {
    const auto info =
        session->Call(session->operations(service), &OperationsService::Stub::GetServiceInfo,
                      common::v1::GetServiceInfoRequest(), context.caller(kAdminCaller));
    if (!info.ok()) {
      first_error.Update(info.status());
      table.AddRow({std::string(Name(service)), "-", "no", "", "", "", "no answer"});
      continue;
    }
    services.push_back(ToJson(*info));
    std::string notes;
    for (const std::string& note : info->notes()) notes += (notes.empty() ? "" : "; ") + note;
    std::string rate = std::to_string(info->clock_rate());
    rate.erase(std::min(rate.find('.') + 3, rate.size()));
    const bool directory = info->directory_version() > 0;
    table.AddRow({info->service(), info->version(), info->ready() ? "yes" : "no",
                  FormatTime(info->current_time()), rate,
                  directory ? std::to_string(info->directory_version()) : "-", notes});
  }
  const View view = context.view(Language::kEnglish);
  if (context.options().json) {
    context.PrintJson({{"services", services}});
  } else {
    context.io().out << table.Render(view.style, view.layout);
  }
  return first_error;
}

}  // namespace

void AddHealth(CommandLine& line) {
  auto options = std::make_shared<HealthOptions>();
  CLI::App& health =
      line.AddCommand(line.root(),
                      {"health",
                       "Whether the three services serve; exit code 0 when all do",
                       {"health", "health --wait 20s", "health --json"}},
                      [&line, options] { return RunHealth(line.context(), *options); });
  health.add_option("--wait", options->wait, "Ask again until all serve, at most this long")
      ->type_name("TIME");
  health.add_option("--service", options->services, "Only these must serve; may be repeated")
      ->check(CLI::IsMember({"intake", "routing", "escalation"}));
  line.AddCommand(line.root(),
                  {"info", "Version, clock and readiness of each service", {"info", "info --json"}},
                  [&line] { return RunInfo(line.context()); });
}

}  // namespace salur::cli
