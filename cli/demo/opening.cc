#include <algorithm>
#include <cmath>

#include "cli/commands/commands.h"
#include "cli/demo/stage.h"
#include "cli/format/text.h"
#include "cli/format/time.h"

namespace salur::cli {
namespace {

using common::v1::OperationsService;
using common::v1::ServiceInfo;
using intake::v1::IntakeService;
using routing::v1::DirectoryService;

// Slower than this and the longest ladder takes minutes to show.
constexpr double kRateMin = 28'800;
// Two services' clocks may differ by what passes between two calls, in real time.
constexpr absl::Duration kSkewMax = absl::Seconds(2);
constexpr std::string_view kHow =
    "start the services on a scaled clock: ./salur demo does it, or SALUR_ENVIRONMENT=development "
    "with SALUR_CLOCK_RATE=172800 (two days a second)";

absl::StatusOr<ServiceInfo> Ask(const Stage& stage, Service service) {
  return stage.session.Call(stage.session.operations(service),
                            &OperationsService::Stub::GetServiceInfo,
                            common::v1::GetServiceInfoRequest(), Caller{std::string(kAdminCaller)});
}

// At most one decimal: "2", "0.6", and in Indonesian "0,6".
std::string Number(double value, Language language = Language::kEnglish) {
  const long long tenths = std::llround(value * 10);
  std::string text = std::to_string(tenths / 10);
  if (tenths % 10 != 0) {
    text += (language == Language::kIndonesian ? "," : ".") + std::to_string(tenths % 10);
  }
  return text;
}

}  // namespace

absl::Time Stage::ScaledNow() const {
  return scaled_start + (context.process().Now() - real_start) * rate;
}

absl::Status OpenStage(Stage& stage) {
  Narrator& narrator = stage.narrator;
  for (const Service service : kServices) {
    SALUR_ASSIGN_OR_RETURN(const ServiceInfo info, Ask(stage, service));
    const std::string name(Name(service));
    if (info.clock_rate() <= 1.0) {
      return FailedError("the clock of " + name +
                             " runs at the real rate: a ladder that takes "
                             "weeks would take weeks here",
                         kHow);
    }
    if (info.clock_rate() < kRateMin) {
      return FailedError("the clock of " + name + " is too slow for a demonstration: " +
                             Number(info.clock_rate() / 86'400) + " days a second",
                         kHow);
    }
    if (service == Service::kIntake) {
      stage.rate = info.clock_rate();
      stage.scaled_start = ToTime(info.current_time());
      stage.real_start = stage.context.process().Now();
    }
    const absl::Duration skew = ToTime(info.current_time()) - stage.ScaledNow();
    if (info.clock_rate() != stage.rate || absl::AbsDuration(skew) > kSkewMax * stage.rate) {
      return FailedError("the clocks of intake and " + name + " do not agree",
                         "restart the services together: ./salur down, then ./salur demo");
    }
    if (service == Service::kRouting && info.directory_version() == 0) {
      return FailedError("routing has no directory yet", "load it: salurctl directory import");
    }
  }
  stage.run_id = stage.context.process().NewUuid().substr(24);
  narrator.Title(narrator.Text("Salur: dari laporan warga ke unit yang wajib menjawab",
                               "Salur: from a citizen's complaint to the unit that must answer"));
  narrator.Say(narrator.Text(
      "Laporan dan jawaban di bawah ini karangan; wilayah, unit, aturan, hari libur dan batas "
      "waktunya nyata. Jam layanan dipercepat: satu detik adalah " +
          Number(stage.rate / 86'400, Language::kIndonesian) + " hari.",
      "The complaints and answers below are invented; regions, units, rules, holidays and limits "
      "are real. The services' clock is fast: one second is " +
          Number(stage.rate / 86'400) + " days."));
  return absl::OkStatus();
}

absl::Status FileAll(Stage& stage) {
  for (const Story& story : Stories()) {
    Case one;
    one.number = static_cast<int>(stage.cases.size()) + 1;
    one.story = &story;
    SALUR_ASSIGN_OR_RETURN(
        const auto preview,
        stage.session.Call(stage.session.directory(), &DirectoryService::Stub::PreviewRoute,
                           PreviewOf(story), Caller{std::string(kAdminCaller)}));
    one.expected_unit = preview.handling_unit().unit_id();
    if (one.expected_unit.empty()) one.expected_unit = "ID";
    stage.cases.push_back(std::move(one));
  }
  const absl::Time begin = stage.context.process().Now();
  for (Case& one : stage.cases) {
    const std::string request_id = "demo-" + stage.run_id + "-" + std::to_string(one.number);
    SALUR_ASSIGN_OR_RETURN(
        one.receipt,
        stage.session.Call(stage.session.intake(), &IntakeService::Stub::FileComplaint,
                           FilingOf(*one.story, request_id), Caller{std::string(kPartnerCaller)}));
  }
  const double seconds = absl::ToDoubleSeconds(stage.context.process().Now() - begin);
  const std::string count = std::to_string(stage.cases.size());
  Narrator& narrator = stage.narrator;
  narrator.Title(narrator.Text("1. Warga melapor", "1. Citizens complain"));
  narrator.Say(narrator.Text(count + " laporan disampaikan dalam " +
                                 Number(seconds, Language::kIndonesian) +
                                 " detik; setiap jawaban berarti laporan sudah tersimpan. Ke mana "
                                 "perginya:",
                             count + " complaints filed in " + Number(seconds) +
                                 " seconds; every answer means that the complaint is stored. "
                                 "Where they went:"));
  return absl::OkStatus();
}

}  // namespace salur::cli
