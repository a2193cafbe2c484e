#include <memory>

#include "cli/commands/commands.h"
#include "cli/commands/input.h"
#include "cli/format/labels.h"
#include "cli/requests/file_request.h"
#include "cli/views/complaint_view.h"

namespace salur::cli {
namespace {

struct Flags {
  FileOptions file;
  bool text_given = false;
};

absl::Status File(Context& context, Flags& flags) {
  FileOptions options = flags.file;
  SALUR_ASSIGN_OR_RETURN(options.text,
                         ReadText(context, "--text", flags.text_given, flags.file.text));
  if (options.request_id.empty()) options.request_id = context.process().NewUuid();
  SALUR_ASSIGN_OR_RETURN(const auto request, BuildFileRequest(options));
  SALUR_ASSIGN_OR_RETURN(const auto session, context.Connect({Service::kIntake}));
  const auto complaint =
      session->Call(session->intake(), &intake::v1::IntakeService::Stub::FileComplaint, request,
                    context.caller(kPartnerCaller));
  if (!complaint.ok()) {
    // Whether it was stored is not known here; the same request_id makes a repetition safe.
    if (!IsTransient(complaint.status())) return complaint.status();
    return WithHint(complaint.status(),
                    "repeating is safe with the same --request-id " + options.request_id);
  }
  if (context.PrintedJson(*complaint)) return absl::OkStatus();
  context.io().out << RenderReceipt(*complaint, context.program(),
                                    context.view(Language::kIndonesian));
  return absl::OkStatus();
}

void AddWhere(CLI::App& app, FileOptions& options) {
  const std::string group = "Where";
  app.add_option("--region", options.region, "Region code of any level, 31.71.01.1001")
      ->type_name("CODE")
      ->group(group);
  app.add_option("--lat", options.latitude, "Latitude in degrees, WGS84")->group(group);
  app.add_option("--lon", options.longitude, "Longitude in degrees")->group(group);
  app.add_option("--accuracy", options.accuracy_m, "Accuracy of the point in metres")->group(group);
  app.add_option("--address", options.address, "Address in words")->group(group);
}

void AddWho(CLI::App& app, FileOptions& options) {
  const std::string group = "Who";
  app.add_option("--reporter-id", options.reporter_id, "The partner's identifier of the reporter")
      ->group(group);
  app.add_option("--name", options.name, "Name")->group(group);
  app.add_option("--phone", options.phone, "Telephone")->group(group);
  app.add_option("--email", options.email, "E-mail address")->group(group);
  app.add_flag("--anonymous", options.anonymous, "Hide who complains")->group(group);
  app.add_flag("--confidential", options.confidential, "Hide what it is about")->group(group);
}

void AddMore(CLI::App& app, FileOptions& options) {
  const std::string group = "More";
  app.add_option("--channel", options.channel, "One of: " + std::string(kChannelChoices))
      ->group(group);
  app.add_option("--about-unit", options.about_unit, "Unit that the complaint is about")
      ->type_name("UNIT")
      ->group(group);
  app.add_option("--occurred-time", options.occurred_time, "When it happened, RFC 3339")
      ->type_name("TIME")
      ->group(group);
  app.add_option("--received-time", options.received_time,
                 "When the citizen complained (channels counter and integrated)")
      ->type_name("TIME")
      ->group(group);
  app.add_option("--external-system", options.external_system, "System that hands it on")
      ->group(group);
  app.add_option("--external-id", options.external_id, "Its identifier there")->group(group);
  app.add_option("--request-id", options.request_id, "Makes repetition safe; made up when absent")
      ->group(group);
}

}  // namespace

void AddFile(CommandLine& line) {
  auto flags = std::make_shared<Flags>();
  CommandLine::Spec spec;
  spec.name = "file";
  spec.description = "File a complaint (default caller partner/demo)";
  spec.examples = {
      "file --category jalan-rusak --region 35.78.04.1001 \\\n"
      "      --text \"Lubang besar di depan pasar\"",
      "file --class aspiration --region 73.71.01 --text \"Usul taman bacaan\" --lang en",
      "file --category pungutan-liar --region 31.71 --anonymous < laporan.txt"};
  CLI::App& app =
      line.AddCommand(line.root(), spec, [&line, flags] { return File(line.context(), *flags); });
  FileOptions& options = flags->file;
  app.add_option_function<std::string>(
         "--text",
         [flags](const std::string& text) {
           flags->file.text = text;
           flags->text_given = true;
         },
         "What happened; \"-\" or nothing reads standard input")
      ->type_name("TEXT");
  app.add_option("--class", options.complaint_class, "One of: " + std::string(kClassChoices));
  app.add_option("--category", options.category, "Category code, see: salurctl categories");
  AddWhere(app, options);
  AddWho(app, options);
  AddMore(app, options);
}

}  // namespace salur::cli
