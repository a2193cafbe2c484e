#include <string>

#include "cli/demo/stage.h"
#include "cli/format/labels.h"
#include "cli/format/text.h"
#include "cli/format/time.h"

namespace salur::cli {
namespace {

using routing::v1::Ticket;
using routing::v1::TicketService;

constexpr absl::Duration kRoutingWait = absl::Seconds(15);
constexpr absl::Duration kPoll = absl::Milliseconds(100);
constexpr int kTriesMax = 5;

// Watching needs an officer who may open confidential tickets of that unit.
Caller OfficerOf(const Case& one, std::string_view name) {
  return {"officer/" + std::string(name) + "@" + one.expected_unit + ";confidential"};
}

std::string Head(const Case& one, const Narrator& narrator) {
  const Language language = narrator.language();
  const Story& story = *one.story;
  std::string head = story.place.front() == '(' ? narrator.Text("Tanpa lokasi", "No location")
                                                : std::string(story.place);
  head += " | " + Label(story.complaint_class, language);
  head += " | " + (story.category.empty() ? narrator.Text("tanpa kategori", "no category")
                                          : std::string(story.category));
  if (story.anonymous) head += narrator.Text(" | anonim", " | anonymous");
  if (one.ticket.confidential()) head += narrator.Text(" | rahasia", " | confidential");
  return head;
}

void Present(const Case& one, Narrator& narrator) {
  using Weight = Narrator::Weight;
  const std::string number = "#" + std::to_string(one.number) + " ";
  narrator.Line("");
  narrator.Say(number + Head(one, narrator), 0, Weight::kBold);
  narrator.Say(narrator.Text(one.story->shows_id, one.story->shows_en), 4, Weight::kDim);
  narrator.Say("\"" + std::string(one.story->text) + "\"", 4);
  if (!one.receipt.emergency_number().empty()) {
    const std::string call = Printable(one.receipt.emergency_number());
    narrator.Say(narrator.Text("Darurat: telepon " + call + " sekarang juga.",
                               "Emergency: call " + call + " right now."),
                 4, Weight::kRed);
  }
  narrator.Say(narrator.Text("Nomor ", "Number ") + one.receipt.tracking_number() + ", PIN " +
                   one.receipt.pin(),
               4);
  narrator.Say("\xE2\x86\x92 " + Printable(UnitText(one.ticket.handling_unit_name(),
                                                    one.ticket.handling_unit_id())),
               4, Weight::kGreen);
  narrator.Say(narrator.Text("Mengapa: ", "Why: ") +
                   Printable(Pick(narrator.language(), one.ticket.explanation().text())),
               4);
}

// A call that may lose a race with a climb, or meet a service that is busy, is repeated.
template <typename Request, typename Method>
absl::StatusOr<Ticket> Change(const Stage& stage, Method method, const Request& request,
                              const Caller& caller) {
  absl::StatusOr<Ticket> ticket = absl::UnknownError("not tried");
  for (int i = 0; i < kTriesMax; ++i) {
    ticket = stage.session.Call(stage.session.tickets(), method, request, caller);
    if (ticket.ok() || !IsTransient(ticket.status())) break;
    stage.context.process().Sleep(kPoll);
  }
  return ticket;
}

}  // namespace

absl::StatusOr<Ticket> Look(const Stage& stage, const Case& one) {
  routing::v1::GetTicketRequest request;
  request.set_ticket_id(one.receipt.complaint_id());
  return stage.session.Call(stage.session.tickets(), &TicketService::Stub::GetTicket, request,
                            OfficerOf(one, "demo"));
}

absl::Status AwaitRouting(Stage& stage) {
  Process& process = stage.context.process();
  const absl::Time until = process.Now() + kRoutingWait;
  for (Case& one : stage.cases) {
    absl::StatusOr<Ticket> ticket = Look(stage, one);
    while (!ticket.ok()) {
      const bool not_yet = absl::IsNotFound(ticket.status()) || IsTransient(ticket.status());
      if (!not_yet) return ticket.status();
      if (process.Now() >= until) {
        return WithHint(
            FailedError("complaint " + one.receipt.tracking_number() + " (#" +
                        std::to_string(one.number) + ") did not reach " + one.expected_unit +
                        " within " + absl::FormatDuration(kRoutingWait)),
            "look at: salurctl info, salurctl dead-letters list --service routing");
      }
      stage.narrator.Tick(stage.narrator.Text("menunggu disposisi ...", "waiting for routing ..."));
      process.Sleep(kPoll);
      ticket = Look(stage, one);
    }
    Advance(one, *ticket);
    Present(one, stage.narrator);
  }
  return absl::OkStatus();
}

absl::Status Answer(Stage& stage, Case& one) {
  const Caller officer = OfficerOf(one, one.story->officer);
  const std::string request_id = "demo-" + stage.run_id + "-" + std::to_string(one.number);
  routing::v1::AcceptTicketRequest accept;
  accept.set_ticket_id(one.receipt.complaint_id());
  accept.set_request_id(request_id + "-accept");
  SALUR_ASSIGN_OR_RETURN(const Ticket accepted,
                         Change(stage, &TicketService::Stub::AcceptTicket, accept, officer));
  Advance(one, accepted);
  routing::v1::ResolveTicketRequest resolve;
  resolve.set_ticket_id(one.receipt.complaint_id());
  resolve.set_request_id(request_id + "-resolve");
  resolve.set_outcome(one.story->outcome);
  resolve.set_answer(std::string(one.story->answer));
  resolve.set_legal_basis(std::string(one.story->legal_basis));
  SALUR_ASSIGN_OR_RETURN(const Ticket resolved,
                         Change(stage, &TicketService::Stub::ResolveTicket, resolve, officer));
  Advance(one, resolved);
  one.answered = true;
  return absl::OkStatus();
}

absl::Status AnswerAll(Stage& stage) {
  Narrator& narrator = stage.narrator;
  narrator.Title(narrator.Text("2. Petugas menjawab", "2. Officers answer"));
  for (Case& one : stage.cases) {
    if (one.story->course != Course::kAnswered) continue;
    SALUR_RETURN_IF_ERROR(Answer(stage, one));
    std::string basis(one.story->legal_basis);
    if (!basis.empty()) basis = " (" + basis + ")";
    const std::string late = one.climbs.empty()
                                 ? ""
                                 : narrator.Text("; sudah naik jenjang sebelum dijawab",
                                                 "; it had climbed before the answer");
    narrator.Say("#" + std::to_string(one.number) + " " +
                     Printable(one.ticket.handling_unit_name()) + ": " +
                     Label(one.story->outcome, narrator.language()) + basis + late,
                 0, Narrator::Weight::kGreen);
    narrator.Say(one.story->answer, 4);
  }
  return absl::OkStatus();
}

}  // namespace salur::cli
