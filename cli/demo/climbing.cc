#include <algorithm>
#include <iterator>

#include "cli/demo/stage.h"
#include "cli/format/labels.h"
#include "cli/format/text.h"
#include "cli/format/time.h"

namespace salur::cli {
namespace {

// The longest ladder, an inspektorat's, takes 25 working days; the longest holidays add ten.
constexpr double kLadderDaysMax = 75;
constexpr double kSecondsPerDay = 86'400;
constexpr absl::Duration kSlack = absl::Seconds(8);
constexpr absl::Duration kPoll = absl::Milliseconds(250);

bool Active(const Case& one) {
  const bool ends = AtTheTop(one) && one.story->course == Course::kWatched;
  return !one.answered && !ends;
}

bool Finished(const Case& one) {
  switch (one.story->course) {
    case Course::kWatched:
      return AtTheTop(one);
    case Course::kAnsweredLate:
      return one.answered;
    case Course::kIgnored:
    case Course::kAnswered:
      return true;
  }
  return true;
}

std::string Row(std::string_view date, std::string_view due, std::string_view number,
                std::string_view level, std::string_view unit) {
  return "  " + PadRight(date, 15) + "  " + PadRight(due, 15) + "  " + PadRight(number, 4) +
         PadRight(level, 16) + std::string(unit);
}

void Print(const Climb& climb, Narrator& narrator) {
  const Language language = narrator.language();
  std::string due;
  if (climb.due_time != absl::InfinitePast()) {
    // A limit in working days ends at 24:00, which is the next day's first instant.
    due = FormatDate(climb.due_time - absl::Seconds(1), climb.time_zone, language);
  }
  const std::string row = Row(FormatDate(climb.time, climb.time_zone, language), due,
                              "#" + std::to_string(climb.number), Label(climb.level, language),
                              Printable(climb.unit_name));
  narrator.Line(Shorten(row, narrator.columns()));
}

void Introduce(Narrator& narrator) {
  narrator.Title(
      narrator.Text("3. Yang tidak dijawab naik jenjang", "3. What nobody answers climbs"));
  narrator.Say(narrator.Text(
      "Tanggapan pertama ditunggu 5 hari kerja, lalu setiap jenjang punya batasnya sendiri (24 jam "
      "bila darurat). Unit penangan tetap wajib menjawab; yang naik adalah penanggung jawabnya. "
      "Yang ditunggu sampai puncak: #1 kelurahan, #2 dinas, #3 inspektorat, #4 aspirasi.",
      "The first response is awaited for 5 working days, then each level has its own limit (24 "
      "hours in an emergency). The handling unit still has to answer; what climbs is who is "
      "accountable. Awaited to the top: #1 kelurahan, #2 dinas, #3 inspektorat, #4 aspiration."));
  narrator.Line("");
  narrator.Line(narrator.style().Bold(
      Row(narrator.Text("NAIK PADA", "CLIMBED ON"), narrator.Text("BATAS AKHIR", "WAS DUE BY"), "#",
          narrator.Text("JENJANG", "LEVEL"), narrator.Text("PENANGGUNG JAWAB", "ACCOUNTABLE"))));
}

absl::Status AnswerLate(Stage& stage, Case& one) {
  SALUR_RETURN_IF_ERROR(Answer(stage, one));
  Narrator& narrator = stage.narrator;
  const std::string unit = Printable(one.ticket.handling_unit_name());
  const std::string number = "#" + std::to_string(one.number);
  const std::string date = FormatDate(stage.ScaledNow(), kDefaultZone, narrator.language());
  const std::string row = Row(date, "", number, narrator.Text("dijawab", "answered"), unit);
  narrator.Line(narrator.style().Green(Shorten(row, narrator.columns())));
  return absl::OkStatus();
}

// One look at every open case; prints what is new, oldest first.
absl::Status WatchOnce(Stage& stage) {
  std::vector<Climb> fresh;
  for (Case& one : stage.cases) {
    if (!Active(one)) continue;
    const auto ticket = Look(stage, one);
    if (!ticket.ok()) {
      if (IsTransient(ticket.status())) continue;
      return ticket.status();
    }
    const std::vector<Climb> climbs = Advance(one, *ticket);
    fresh.insert(fresh.end(), climbs.begin(), climbs.end());
    if (const std::string problem = ProblemOf(one); !problem.empty()) return FailedError(problem);
  }
  std::stable_sort(fresh.begin(), fresh.end(),
                   [](const Climb& a, const Climb& b) { return a.time < b.time; });
  for (const Climb& climb : fresh) Print(climb, stage.narrator);
  for (Case& one : stage.cases) {
    const bool due = one.story->course == Course::kAnsweredLate && !one.answered;
    if (due && !one.climbs.empty()) SALUR_RETURN_IF_ERROR(AnswerLate(stage, one));
  }
  return absl::OkStatus();
}

std::string Unfinished(const Stage& stage) {
  std::string names;
  for (const Case& one : stage.cases) {
    if (Finished(one)) continue;
    names += (names.empty() ? "#" : ", #") + std::to_string(one.number) + " at " +
             one.ticket.accountable_unit_id();
  }
  return names;
}

}  // namespace

absl::Status WatchClimbs(Stage& stage) {
  Narrator& narrator = stage.narrator;
  Process& process = stage.context.process();
  Introduce(narrator);
  // A case may have climbed before anybody looked.
  for (const Case& one : stage.cases) {
    for (const Climb& climb : one.climbs) Print(climb, narrator);
  }
  const absl::Duration limit = absl::Seconds(kLadderDaysMax * kSecondsPerDay / stage.rate) + kSlack;
  const absl::Time until = process.Now() + limit;
  for (;;) {
    SALUR_RETURN_IF_ERROR(WatchOnce(stage));
    if (std::all_of(stage.cases.begin(), stage.cases.end(), Finished)) break;
    if (process.Now() >= until) {
      return FailedError("not at the end of the ladder after " +
                             absl::FormatDuration(absl::Trunc(limit, absl::Seconds(1))) + ": " +
                             Unfinished(stage),
                         "look at: salurctl info, salurctl overdue, salurctl clocks ID");
    }
    narrator.Tick(narrator.Text("sekarang ", "now ") +
                  FormatDate(stage.ScaledNow(), kDefaultZone, narrator.language()) + " ...");
    process.Sleep(kPoll);
  }
  for (const Case& one : stage.cases) {
    if (one.story->complaint_class != common::v1::ASPIRATION) continue;
    if (one.ticket.accountable_level() > common::v1::KABKOTA) {
      return FailedError("#" + std::to_string(one.number) +
                         " is an aspiration and climbed above "
                         "the kabupaten/kota");
    }
    narrator.Say(
        narrator.Text("#" + std::to_string(one.number) + " adalah aspirasi: berhenti di " +
                          Printable(one.ticket.accountable_unit_name()) + ".",
                      "#" + std::to_string(one.number) + " is an aspiration: it stops at " +
                          Printable(one.ticket.accountable_unit_name()) + "."),
        2);
  }
  return absl::OkStatus();
}

}  // namespace salur::cli
