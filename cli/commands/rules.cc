#include <filesystem>
#include <memory>

#include <nlohmann/json.hpp>

#include "cli/commands/commands.h"
#include "cli/commands/input.h"
#include "cli/format/json.h"
#include "cli/requests/rules_file.h"
#include "cli/views/rules_view.h"

namespace salur::cli {
namespace {

using routing::v1::DirectoryService;

constexpr std::size_t kRulesBytesMax = 16 * 1024 * 1024;
constexpr absl::Duration kReplaceTimeout = absl::Minutes(1);
constexpr absl::Duration kPreviewTimeout = absl::Minutes(10);

struct ChangeOptions {
  std::string path;
  long long version = 0;
  long long expected = 0;  // 0: the one in force when the command begins
  std::string note;
  std::string request_id;
  bool dry_run = false;
};

absl::StatusOr<RulesFile> ReadRules(const std::string& path) {
  SALUR_ASSIGN_OR_RETURN(const std::string text, ReadWholeFile(path, kRulesBytesMax));
  return ParseRulesFile(text, std::filesystem::path(path).filename().string());
}

absl::StatusOr<routing::v1::ListRulesResponse> ListRules(Context& context, const Session& session,
                                                         long long version) {
  routing::v1::ListRulesRequest request;
  request.set_rules_version(version);
  return session.Call(session.directory(), &DirectoryService::Stub::ListRules, request,
                      context.caller(kAdminCaller));
}

absl::StatusOr<long long> ExpectedVersion(Context& context, const Session& session,
                                          const ChangeOptions& options) {
  if (options.expected > 0) return options.expected;
  SALUR_ASSIGN_OR_RETURN(const auto current, ListRules(context, session, 0));
  return current.rules_version();
}

// How to repeat a change whose end is not known, so that it has its effect once.
absl::Status Repeatable(const absl::Status& status, const std::string& request_id,
                        long long expected) {
  if (!IsTransient(status) || Describe(status).reason == "RULES_CHANGED") return status;
  return WithHint(status, "repeat it safely with the same --request-id " + request_id +
                              " --expect " + std::to_string(expected));
}

template <typename Request>
absl::Status Change(Context& context, const Session& session, const ChangeOptions& options,
                    grpc::Status (DirectoryService::Stub::*method)(
                        grpc::ClientContext*, const Request&, routing::v1::ReplaceRulesResponse*),
                    Request request) {
  SALUR_ASSIGN_OR_RETURN(const long long expected, ExpectedVersion(context, session, options));
  request.set_request_id(options.request_id.empty() ? context.process().NewUuid()
                                                    : options.request_id);
  request.set_expected_rules_version(expected);
  request.set_note(options.note);
  const auto response =
      session.Call(session.directory(), method, request, context.caller(kAdminCaller));
  if (!response.ok()) return Repeatable(response.status(), request.request_id(), expected);
  if (context.PrintedJson(*response)) return absl::OkStatus();
  context.io().out << RenderReplaced(*response, options.dry_run, context.view(Language::kEnglish));
  return absl::OkStatus();
}

absl::Status Replace(Context& context, const ChangeOptions& options) {
  SALUR_ASSIGN_OR_RETURN(const RulesFile file, ReadRules(options.path));
  SALUR_ASSIGN_OR_RETURN(const auto session, context.Connect({Service::kRouting}, kReplaceTimeout));
  routing::v1::ReplaceRulesRequest request;
  *request.mutable_rules() = file.rules;
  request.set_validate_only(options.dry_run);
  return WithLines(
      Change(context, *session, options, &DirectoryService::Stub::ReplaceRules, std::move(request)),
      file);
}

absl::Status Restore(Context& context, const ChangeOptions& options) {
  SALUR_ASSIGN_OR_RETURN(const auto session, context.Connect({Service::kRouting}, kReplaceTimeout));
  routing::v1::RestoreRulesRequest request;
  request.set_rules_version(options.version);
  return Change(context, *session, options, &DirectoryService::Stub::RestoreRules,
                std::move(request));
}

absl::Status List(Context& context, long long version, bool as_csv) {
  SALUR_ASSIGN_OR_RETURN(const auto session, context.Connect({Service::kRouting}));
  SALUR_ASSIGN_OR_RETURN(const auto response, ListRules(context, *session, version));
  if (context.PrintedJson(response)) return absl::OkStatus();
  context.io().out << (as_csv ? ToCsv(response.rules())
                              : RenderRules(response, context.view(Language::kEnglish)));
  return absl::OkStatus();
}

absl::Status ListVersions(Context& context, const routing::v1::ListRuleVersionsRequest& request) {
  SALUR_ASSIGN_OR_RETURN(const auto session, context.Connect({Service::kRouting}));
  SALUR_ASSIGN_OR_RETURN(
      const auto response,
      session->Call(session->directory(), &DirectoryService::Stub::ListRuleVersions, request,
                    context.caller(kAdminCaller)));
  if (context.PrintedJson(response)) return absl::OkStatus();
  context.io().out << RenderRuleVersions(response, context.view(Language::kEnglish));
  return absl::OkStatus();
}

absl::Status Diff(Context& context, const std::string& path, int days) {
  SALUR_ASSIGN_OR_RETURN(const RulesFile file, ReadRules(path));
  SALUR_ASSIGN_OR_RETURN(const auto session, context.Connect({Service::kRouting}, kPreviewTimeout));
  routing::v1::PreviewRulesRequest request;
  *request.mutable_rules() = file.rules;
  request.set_days(days);
  const auto peer = session->directory();
  const auto call = session->NewContext(context.caller(kAdminCaller));
  const auto stream = peer.stub->PreviewRules(call.get(), request);
  std::vector<routing::v1::ReroutedTicket> tickets;
  std::optional<routing::v1::PreviewRulesSummary> summary;
  routing::v1::PreviewRulesResponse response;
  while (stream->Read(&response)) {
    if (response.has_ticket()) tickets.push_back(response.ticket());
    if (response.has_summary()) summary = response.summary();
  }
  const grpc::Status status = stream->Finish();
  if (!status.ok()) return WithLines(FromGrpc(status, Name(peer.service), peer.target), file);
  if (!summary.has_value()) return FailedError("routing ended the preview without a summary");
  if (!context.options().json) {
    context.io().out << RenderRerouted(tickets, *summary, context.view(Language::kEnglish));
    return absl::OkStatus();
  }
  nlohmann::ordered_json json = {{"tickets", nlohmann::ordered_json::array()},
                                 {"summary", ToJson(*summary)}};
  for (const auto& ticket : tickets) json["tickets"].push_back(ToJson(ticket));
  context.PrintJson(json);
  return absl::OkStatus();
}

void AddReading(CommandLine& line, CLI::App& group) {
  auto version = std::make_shared<long long>(0);
  CLI::App& list = line.AddCommand(
      group, {"list", "The rules in force, or of a version", {"rules list", "rules list --of 3"}},
      [&line, version] { return List(line.context(), *version, false); });
  list.add_option("--of", *version, "Version; absent: the one in force");
  CLI::App& exported = line.AddCommand(
      group,
      {"export", "The same as a file that replace reads", {"rules export > routing_rules.csv"}},
      [&line, version] { return List(line.context(), *version, true); });
  exported.add_option("--of", *version, "Version; absent: the one in force");

  auto request = std::make_shared<routing::v1::ListRuleVersionsRequest>();
  auto page_size = std::make_shared<int>(0);
  auto page_token = std::make_shared<std::string>();
  CLI::App& versions = line.AddCommand(
      group,
      {"versions", "Who replaced the rules, when and why", {"rules versions --page-size 10"}},
      [&line, request, page_size, page_token] {
        request->set_page_size(*page_size);
        request->set_page_token(*page_token);
        return ListVersions(line.context(), *request);
      });
  versions.add_option("--page-size", *page_size, "1 to 200");
  versions.add_option("--page-token", *page_token, "Where the last page ended");
}

void AddChangeOptions(CLI::App& app, ChangeOptions& options) {
  app.add_option("--note", options.note, "Why, for the history");
  app.add_option("--expect", options.expected,
                 "Version that is replaced; absent: the one in force now");
  app.add_option("--request-id", options.request_id, "To repeat a change; absent: a new one");
}

void AddChanging(CommandLine& line, CLI::App& group) {
  auto options = std::make_shared<ChangeOptions>();
  CLI::App& replace =
      line.AddCommand(group,
                      {"replace",
                       "Replace all rules by a file, or nothing (admin/cli)",
                       {"rules replace data/routing_rules.csv --note \"decree 7/2026\"",
                        "rules replace aturan.csv --dry-run"}},
                      [&line, options] { return Replace(line.context(), *options); });
  replace.add_option("FILE", options->path, "CSV file")->required();
  replace.add_flag("--dry-run", options->dry_run, "Only check and count what would change");
  AddChangeOptions(replace, *options);

  CLI::App& restore = line.AddCommand(
      group, {"restore", "Put an earlier version in force again (admin/cli)", {"rules restore 3"}},
      [&line, options] { return Restore(line.context(), *options); });
  restore.add_option("VERSION", options->version, "As listed by rules versions")->required();
  AddChangeOptions(restore, *options);

  auto days = std::make_shared<int>(0);
  CLI::App& diff = line.AddCommand(
      group,
      {"diff",
       "Which tickets of the last days would go elsewhere under a file (admin/cli)",
       {"rules diff aturan.csv", "rules diff aturan.csv --days 90 --json"}},
      [&line, options, days] { return Diff(line.context(), options->path, *days); });
  diff.add_option("FILE", options->path, "CSV file")->required();
  diff.add_option("--days", *days, "How far back, 1 to 366; absent: 30");
}

}  // namespace

void AddRules(CommandLine& line) {
  CLI::App& group = line.AddGroup("rules", "Who answers instead of a category's own handler");
  AddReading(line, group);
  AddChanging(line, group);
}

}  // namespace salur::cli
