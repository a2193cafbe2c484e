#include <nlohmann/json.hpp>

#include "cli/commands/commands.h"
#include "cli/demo/stage.h"
#include "cli/format/json.h"
#include "cli/format/labels.h"
#include "cli/format/text.h"
#include "cli/format/time.h"
#include "cli/views/complaint_view.h"

namespace salur::cli {
namespace {

using intake::v1::Complaint;

constexpr absl::Duration kTrackWait = absl::Seconds(10);
constexpr absl::Duration kPoll = absl::Milliseconds(100);

const Case* Find(const Stage& stage, Course course) {
  for (const Case& one : stage.cases) {
    if (one.story->course == course) return &one;
  }
  return nullptr;
}

std::string ByLevel(const std::vector<int>& counts, const Narrator& narrator) {
  std::string text;
  for (int level = common::v1::KELURAHAN_DESA; level <= common::v1::NATIONAL; ++level) {
    const int count = counts[static_cast<std::size_t>(level)];
    if (count == 0) continue;
    text += (text.empty() ? "" : ", ") +
            Label(static_cast<common::v1::Level>(level), narrator.language()) + " " +
            std::to_string(count);
  }
  return text.empty() ? "-" : text;
}

nlohmann::ordered_json Document(const Stage& stage) {
  nlohmann::ordered_json complaints = nlohmann::ordered_json::array();
  for (const Case& one : stage.cases) {
    nlohmann::ordered_json climbs = nlohmann::ordered_json::array();
    for (const Climb& climb : one.climbs) {
      climbs.push_back(
          {{"step", climb.step},
           {"time", absl::FormatTime(absl::RFC3339_sec, climb.time, absl::UTCTimeZone())},
           {"level", common::v1::Level_Name(climb.level)},
           {"unit_name", climb.unit_name}});
    }
    complaints.push_back({{"number", one.number},
                          {"complaint_id", one.receipt.complaint_id()},
                          {"tracking_number", one.receipt.tracking_number()},
                          {"pin", one.receipt.pin()},
                          {"handling_unit_id", one.ticket.handling_unit_id()},
                          {"accountable_unit_id", one.ticket.accountable_unit_id()},
                          {"explanation", one.ticket.explanation().text().en()},
                          {"answered", one.answered},
                          {"climbs", climbs}});
  }
  const Totals totals = Count(stage.cases);
  return {{"complaints", complaints},
          {"filed", totals.filed},
          {"answered", totals.answered},
          {"climbs", totals.climbs},
          {"waiting", totals.waiting}};
}

void SuggestCommands(const Stage& stage) {
  Narrator& narrator = stage.narrator;
  const std::string& program = stage.context.program();
  narrator.Title(narrator.Text("Coba sendiri", "Try it yourself"));
  const auto suggest = [&](const std::string& command) {
    narrator.Line("  " + program + " " + command);
  };
  if (const Case* one = Find(stage, Course::kWatched); one != nullptr) {
    const std::string& unit = one->ticket.handling_unit_id();
    suggest("track " + one->receipt.tracking_number() + " " + one->receipt.pin());
    suggest("tickets list --unit " + unit + " --as officer/saya@" + unit);
    suggest("tickets show " + one->receipt.tracking_number() + " --as officer/saya@" + unit);
    suggest("clocks " + one->receipt.complaint_id());
  }
  suggest("locate -6.175392 106.827153 --accuracy 50");
  suggest("route preview --region 35.22.15 --category irigasi --lang id");
  suggest("file --region 31.71.01.1002 --category jalan-kampung --text \"Gang gelap\"");
}

}  // namespace

absl::Status TrackOne(Stage& stage) {
  const Case* one = Find(stage, Course::kAnsweredLate);
  if (one == nullptr) return absl::OkStatus();
  Narrator& narrator = stage.narrator;
  Process& process = stage.context.process();
  narrator.Title(narrator.Text("4. Yang dilihat warga: nomor dan PIN, tanpa masuk akun",
                               "4. What the citizen sees: number and PIN, no login"));
  intake::v1::TrackComplaintRequest request;
  request.set_tracking_number(one->receipt.tracking_number());
  request.set_pin(one->receipt.pin());
  const absl::Time until = process.Now() + kTrackWait;
  for (;;) {
    SALUR_ASSIGN_OR_RETURN(
        const Complaint complaint,
        stage.session.Call(stage.session.intake(), &intake::v1::IntakeService::Stub::TrackComplaint,
                           request, Caller{}));
    if (complaint.state() == intake::v1::ANSWERED) {
      narrator.Line(narrator.style().Dim("  $ salurctl track " + one->receipt.tracking_number() +
                                         " " + one->receipt.pin()));
      const View view{narrator.language(), narrator.style(), {2, narrator.columns()}};
      narrator.Block(RenderTracking(complaint, view));
      return absl::OkStatus();
    }
    if (process.Now() >= until) {
      return FailedError("the citizen's view of " + one->receipt.tracking_number() +
                             " did not become ANSWERED within " + absl::FormatDuration(kTrackWait),
                         "look at: salurctl info, salurctl dead-letters list --service intake");
    }
    process.Sleep(kPoll);
  }
}

void Summarise(Stage& stage) {
  if (stage.context.options().json) {
    stage.context.PrintJson(Document(stage));
    return;
  }
  Narrator& narrator = stage.narrator;
  const Totals totals = Count(stage.cases);
  const auto text = [&narrator](std::string_view indonesian, std::string_view english) {
    return narrator.Text(indonesian, english);
  };
  std::string routed = ByLevel(totals.routed_by_level, narrator);
  if (totals.triage > 0)
    routed += ", " + text("triase ", "triage ") + std::to_string(totals.triage);
  std::string answered = std::to_string(totals.answered);
  if (totals.answered_late > 0) {
    const std::string late = std::to_string(totals.answered_late);
    answered += text(", " + late + " di antaranya setelah naik jenjang",
                     ", " + late + " of them after climbing");
  }
  const double seconds = absl::ToDoubleSeconds(stage.context.process().Now() - stage.real_start);
  const int days = static_cast<int>(seconds * stage.rate / 86'400);
  const std::string real = std::to_string(static_cast<int>(seconds + 0.5));
  Sheet sheet;
  sheet.Add(text("Disampaikan", "Filed"), std::to_string(totals.filed));
  sheet.Add(text("Diterima oleh", "Routed to"), routed);
  sheet.Add(text("Dijawab", "Answered"), answered);
  sheet.Add(text("Naik ke", "Climbed to"), ByLevel(totals.climbed_to_level, narrator) +
                                               text("; semuanya ", "; in all ") +
                                               std::to_string(totals.climbs));
  sheet.Add(text("Masih menunggu", "Still waiting"), std::to_string(totals.waiting));
  sheet.Add(text("Waktu", "Time"), text(std::to_string(days) + " hari dalam " + real + " detik",
                                        std::to_string(days) + " days in " + real + " seconds"));
  narrator.Title(text("Ringkasan", "Summary"));
  narrator.Block(sheet.Render(narrator.style(), {2, narrator.columns()}));
  narrator.Say(text("Diperiksa pada setiap fakta: tidak ada yang naik sebelum batasnya, dan setiap "
                    "langkah terjadi tepat sekali.",
                    "Checked on every fact: nothing climbed before its limit, and every step "
                    "happened exactly once."),
               2);
  SuggestCommands(stage);
}

}  // namespace salur::cli
