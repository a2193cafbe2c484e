#include <filesystem>
#include <memory>

#include "cli/commands/commands.h"
#include "cli/commands/input.h"
#include "cli/format/labels.h"
#include "cli/requests/holidays_file.h"

namespace salur::cli {
namespace {

using escalation::v1::EscalationService;

constexpr std::size_t kHolidaysBytesMax = 16 * 1024 * 1024;

struct ImportOptions {
  std::string path;
  bool dry_run = false;
};

absl::Status ImportHolidays(Context& context, const ImportOptions& options) {
  SALUR_ASSIGN_OR_RETURN(const std::string text, ReadWholeFile(options.path, kHolidaysBytesMax));
  const std::string name = std::filesystem::path(options.path).filename().string();
  SALUR_ASSIGN_OR_RETURN(const auto holidays, ParseHolidays(text, name));
  escalation::v1::ReplaceHolidaysRequest request;
  request.set_request_id(context.process().NewUuid());
  request.set_validate_only(options.dry_run);
  request.mutable_holidays()->Assign(holidays.begin(), holidays.end());
  SALUR_ASSIGN_OR_RETURN(const auto session, context.Connect({Service::kEscalation}));
  SALUR_ASSIGN_OR_RETURN(
      const auto response,
      session->Call(session->escalation(), &EscalationService::Stub::ReplaceHolidays, request,
                    context.caller(kAdminCaller)));
  if (context.PrintedJson(response)) return absl::OkStatus();
  const View view = context.view(Language::kEnglish);
  std::ostream& out = context.io().out;
  if (response.added() == 0 && response.removed() == 0 && !response.changed()) {
    out << view.style.Green("nothing changed") << '\n';
  } else {
    out << view.style.Green((options.dry_run ? "would change: " : "holidays: ") +
                            std::to_string(response.added()) + " added, " +
                            std::to_string(response.removed()) + " removed")
        << '\n';
  }
  out << holidays.size() << " days in the file, holidays version " << response.holidays_version()
      << '\n';
  return absl::OkStatus();
}

absl::Status ListHolidays(Context& context, int year) {
  escalation::v1::ListHolidaysRequest request;
  request.set_year(year);
  SALUR_ASSIGN_OR_RETURN(const auto session, context.Connect({Service::kEscalation}));
  SALUR_ASSIGN_OR_RETURN(const auto response, session->Call(session->escalation(),
                                                            &EscalationService::Stub::ListHolidays,
                                                            request, context.caller(kAdminCaller)));
  if (context.PrintedJson(response)) return absl::OkStatus();
  const View view = context.view(Language::kEnglish);
  if (response.holidays_size() == 0) {
    context.io().out << "No holidays" << (year > 0 ? " in " + std::to_string(year) : "") << ".\n";
    return absl::OkStatus();
  }
  Table table({{"DATE"}, {"KIND"}, {"REGION"}, {"NAME", false, true}, {"DECREE", false, true}});
  for (const auto& holiday : response.holidays()) {
    table.AddRow(
        {holiday.date(), holiday.kind(), holiday.region_code(), holiday.name(), holiday.decree()});
  }
  context.io().out << table.Render(view.style, view.layout);
  return absl::OkStatus();
}

absl::Status ListPolicies(Context& context) {
  SALUR_ASSIGN_OR_RETURN(const auto session, context.Connect({Service::kEscalation}));
  SALUR_ASSIGN_OR_RETURN(
      const auto response,
      session->Call(session->escalation(), &EscalationService::Stub::ListPolicies,
                    escalation::v1::ListPoliciesRequest(), context.caller(kAdminCaller)));
  if (context.PrintedJson(response)) return absl::OkStatus();
  const View view = context.view(Language::kEnglish);
  Table table({{"CLASS"},
               {"SUPERVISION"},
               {"FROM"},
               {"REGION"},
               {"CATEGORY"},
               {"FIRST RESPONSE", true},
               {"RESOLUTION", true}});
  for (const auto& policy : response.policies()) {
    table.AddRow({Label(policy.class_(), view.language), policy.needs_supervision() ? "yes" : "",
                  policy.valid_from(), policy.region_prefix(), policy.category_code(),
                  std::to_string(policy.first_response_working_days()) + " wd",
                  std::to_string(policy.resolution_working_days()) + " wd"});
  }
  context.io().out << table.Render(view.style, view.layout) << "policies version "
                   << response.policies_version() << " (wd: working days)\n";
  return absl::OkStatus();
}

}  // namespace

void AddCalendar(CommandLine& line) {
  CLI::App& holidays = line.AddGroup("holidays", "Days off");
  auto options = std::make_shared<ImportOptions>();
  CLI::App& import = line.AddCommand(
      holidays,
      {"import",
       "Replace the whole list by a file: date,kind,name,decree[,region_code] (admin/cli)",
       {"holidays import data/holidays.csv", "holidays import libur.csv --dry-run"}},
      [&line, options] { return ImportHolidays(line.context(), *options); });
  import.add_option("FILE", options->path, "CSV file")->required();
  import.add_flag("--dry-run", options->dry_run, "Only show what would change");

  auto year = std::make_shared<int>(0);
  CLI::App& list = line.AddCommand(
      holidays, {"list", "The days off in force", {"holidays list", "holidays list --year 2026"}},
      [&line, year] { return ListHolidays(line.context(), *year); });
  list.add_option("--year", *year, "Only this year")->check(CLI::Range(1900, 2200));

  CLI::App& policies = line.AddGroup("policies", "Limits of the promises");
  line.AddCommand(policies,
                  {"list", "The limits in force", {"policies list", "policies list --json"}},
                  [&line] { return ListPolicies(line.context()); });
}

}  // namespace salur::cli
