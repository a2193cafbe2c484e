#include <memory>

#include "cli/commands/commands.h"
#include "cli/views/complaint_view.h"

namespace salur::cli {
namespace {

absl::Status Track(Context& context, const intake::v1::TrackComplaintRequest& request) {
  SALUR_ASSIGN_OR_RETURN(const auto session, context.Connect({Service::kIntake}));
  // Number and PIN are enough: no caller is named unless --as does.
  SALUR_ASSIGN_OR_RETURN(
      const intake::v1::Complaint complaint,
      session->Call(session->intake(), &intake::v1::IntakeService::Stub::TrackComplaint, request,
                    context.caller({})));
  if (context.PrintedJson(complaint)) return absl::OkStatus();
  context.io().out << RenderTracking(complaint, context.view(Language::kIndonesian));
  return absl::OkStatus();
}

}  // namespace

void AddTrack(CommandLine& line) {
  struct Arguments {
    std::string number;
    std::string pin;
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App& app =
      line.AddCommand(line.root(),
                      {"track",
                       "Follow a complaint by its tracking number and PIN",
                       {"track 7K3-M9Q-X2H 482913", "track 7k3m9qx2h 482913 --lang en"}},
                      [&line, arguments] {
                        intake::v1::TrackComplaintRequest request;
                        request.set_tracking_number(arguments->number);
                        request.set_pin(arguments->pin);
                        return Track(line.context(), request);
                      });
  app.add_option("NUMBER", arguments->number, "Tracking number; case and dashes do not matter")
      ->required();
  app.add_option("PIN", arguments->pin, "Six digits from the receipt")->required();
}

}  // namespace salur::cli
