#include <memory>
#include <string>
#include <vector>

#include "cli/commands/commands.h"
#include "cli/format/text.h"
#include "cli/views/directory_view.h"

namespace salur::cli {
namespace {

using routing::v1::DirectoryService;

struct StaffingOptions {
  std::vector<std::string> units;
  std::string note;
  std::string request_id;
};

absl::Status SetStaffing(Context& context, const StaffingOptions& options, bool staffed) {
  routing::v1::SetStaffingRequest request;
  request.set_request_id(options.request_id.empty() ? context.process().NewUuid()
                                                    : options.request_id);
  request.mutable_unit_ids()->Assign(options.units.begin(), options.units.end());
  request.set_staffed(staffed);
  request.set_note(options.note);
  SALUR_ASSIGN_OR_RETURN(const auto session, context.Connect({Service::kRouting}));
  SALUR_ASSIGN_OR_RETURN(const auto response,
                         session->Call(session->directory(), &DirectoryService::Stub::SetStaffing,
                                       request, context.caller(kAdminCaller)));
  if (context.PrintedJson(response)) return absl::OkStatus();
  const View view = context.view(Language::kEnglish);
  const std::string done = response.changed() == 0 ? "nothing changed"
                                                   : Grouped(response.changed()) +
                                                         (staffed ? " enrolled" : " dismissed");
  context.io().out << view.style.Green(done) << "\ndirectory version "
                   << response.directory_version() << '\n';
  return absl::OkStatus();
}

void AddStaffing(CommandLine& line, CLI::App& group, bool staffed) {
  auto options = std::make_shared<StaffingOptions>();
  const std::string name = staffed ? "enrol" : "dismiss";
  CLI::App& app = line.AddCommand(
      group,
      {name,
       staffed ? "Units have officers from now on: they hold their tickets (admin/cli)"
               : "Units have no officers any more: the unit above holds their tickets (admin/cli)",
       {"units " + name + " 31.71.01.1001 perhubungan:35.78 --note \"surat tugas 7\""}},
      [&line, options, staffed] { return SetStaffing(line.context(), *options, staffed); });
  app.add_option("UNIT", options->units, "Region code, KIND:REGION or ID; up to 1,000")->required();
  app.add_option("--note", options->note, "Why")->required();
  app.add_option("--request-id", options->request_id, "Makes repetition safe; made up when absent");
}

struct ContactOptions {
  std::string unit;
  std::string phone;
  std::string email;
  std::string address;
  std::string request_id;
};

absl::Status SetContact(Context& context, const ContactOptions& options) {
  routing::v1::SetUnitContactRequest request;
  request.set_request_id(options.request_id.empty() ? context.process().NewUuid()
                                                    : options.request_id);
  request.set_unit_id(options.unit);
  request.mutable_contact()->set_phone(options.phone);
  request.mutable_contact()->set_email(options.email);
  request.mutable_contact()->set_address(options.address);
  SALUR_ASSIGN_OR_RETURN(const auto session, context.Connect({Service::kRouting}));
  routing::v1::GetUnitResponse shown;
  SALUR_ASSIGN_OR_RETURN(
      *shown.mutable_unit(),
      session->Call(session->directory(), &DirectoryService::Stub::SetUnitContact, request,
                    context.caller(kAdminCaller)));
  if (context.PrintedJson(shown.unit())) return absl::OkStatus();
  context.io().out << RenderUnit(shown, context.view(Language::kEnglish));
  return absl::OkStatus();
}

void AddContact(CommandLine& line, CLI::App& group) {
  auto options = std::make_shared<ContactOptions>();
  CLI::App& app =
      line.AddCommand(group,
                      {"contact",
                       "How officers reach a unit; what is left out is removed "
                       "(admin/cli)",
                       {"units contact 35.78 --phone \"031 5312144\"", "units contact 35.78"}},
                      [&line, options] { return SetContact(line.context(), *options); });
  app.add_option("UNIT", options->unit, "Region code, KIND:REGION or ID")->required();
  app.add_option("--phone", options->phone, "Digits, spaces and + ( ) -");
  app.add_option("--email", options->email, "An address");
  app.add_option("--address", options->address, "Street and place");
  app.add_option("--request-id", options->request_id, "Makes repetition safe; made up when absent");
}

}  // namespace

void AddUnitChanges(CommandLine& line) {
  CLI::App& group = line.AddGroup("units", "Staff and contacts of units");
  AddStaffing(line, group, true);
  AddStaffing(line, group, false);
  AddContact(line, group);
}

}  // namespace salur::cli
