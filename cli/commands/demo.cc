#include <sstream>

#include "cli/commands/commands.h"
#include "cli/demo/stage.h"

namespace salur::cli {
namespace {

absl::Status RunDemo(Context& context) {
  SALUR_ASSIGN_OR_RETURN(const auto session, context.Connect({Service::kIntake, Service::kRouting,
                                                              Service::kEscalation}));
  // With --json only the document at the end is printed.
  std::ostringstream unheard;
  const bool json = context.options().json;
  const View view = context.view(Language::kIndonesian);
  Narrator narrator(json ? unheard : context.io().out, view.language, view.style,
                    json ? Terminal() : context.io().out_terminal);
  Stage stage{context, *session, narrator};
  SALUR_RETURN_IF_ERROR(OpenStage(stage));
  SALUR_RETURN_IF_ERROR(FileAll(stage));
  SALUR_RETURN_IF_ERROR(AwaitRouting(stage));
  SALUR_RETURN_IF_ERROR(AnswerAll(stage));
  SALUR_RETURN_IF_ERROR(WatchClimbs(stage));
  SALUR_RETURN_IF_ERROR(TrackOne(stage));
  Summarise(stage);
  return absl::OkStatus();
}

}  // namespace

void AddDemo(CommandLine& line) {
  line.AddCommand(line.root(),
                  {"demo",
                   "The show: complaints from all over the country, answered or climbing.\n"
                   "Needs services on a scaled clock (./salur demo starts them so)",
                   {"demo", "demo --lang en", "demo --json"}},
                  [&line] { return RunDemo(line.context()); });
}

}  // namespace salur::cli
