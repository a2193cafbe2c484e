#include "services/escalation/escalation_service.h"

#include <memory>

#include "common/base/errors.h"
#include "common/log/log.h"
#include "common/rpc/time_conversion.h"
#include "services/escalation/converters.h"
#include "services/escalation/permissions.h"
#include "services/escalation/validation.h"

namespace salur::escalation {
namespace {

constexpr char kGetClocks[] = "/salur.escalation.v1.EscalationService/GetClocks";
constexpr char kListOverdue[] = "/salur.escalation.v1.EscalationService/ListOverdue";
constexpr char kForecast[] = "/salur.escalation.v1.EscalationService/Forecast";
constexpr char kListPolicies[] = "/salur.escalation.v1.EscalationService/ListPolicies";
constexpr char kReplacePolicies[] = "/salur.escalation.v1.EscalationService/ReplacePolicies";
constexpr char kListHolidays[] = "/salur.escalation.v1.EscalationService/ListHolidays";
constexpr char kReplaceHolidays[] = "/salur.escalation.v1.EscalationService/ReplaceHolidays";

// The built-in policy set.
constexpr std::int64_t kPoliciesVersion = 1;

absl::Status NotAvailableYet(const char* what) {
  return MakeError(absl::StatusCode::kUnimplemented, "NOT_AVAILABLE_YET",
                   std::string(what) + " is not available in this version");
}

absl::Status NoSuchTicket() {
  return MakeError(absl::StatusCode::kNotFound, "TICKET_NOT_FOUND", "no such ticket");
}

// First response and resolution of a class, as the policy gives them today.
void AddPolicy(const Policy& policy, PolicyQuestion question, v1::ListPoliciesResponse* response) {
  v1::Policy* message = response->add_policies();
  message->set_class_(static_cast<common::v1::ComplaintClass>(question.ticket_class));
  message->set_needs_supervision(question.needs_supervision);
  message->set_valid_from(FormatDate(PolicyRow{}.valid_from));
  question.kind = ClockKind::kFirstResponse;
  if (const auto limit = policy.LimitFor(question)) {
    message->set_first_response_working_days(limit->working_days);
  }
  question.kind = ClockKind::kResolution;
  if (const auto limit = policy.LimitFor(question)) {
    message->set_resolution_working_days(limit->working_days);
  }
}

}  // namespace

grpc::Status EscalationServiceImpl::GetClocks(grpc::ServerContext* context,
                                              const v1::GetClocksRequest* request,
                                              v1::GetClocksResponse* response) {
  return parts_.guard.Run(*context, kGetClocks, [&](const Caller& caller) -> absl::Status {
    SALUR_RETURN_IF_ERROR(CheckGetClocks(*request));
    SALUR_ASSIGN_OR_RETURN(TicketFacts ticket, parts_.clocks.GetTicket(request->ticket_id()));
    if (!MaySeeTicket(caller, ticket)) return NoSuchTicket();
    const auto rules = parts_.rules.Get();
    const DerivedTicket derived = Derive(std::move(ticket), *rules);
    const absl::Time now = parts_.clock.Now();
    for (const TicketClock& clock : derived.clocks) {
      v1::TicketClock* message = response->add_clocks();
      message->set_ticket_id(derived.ticket.ticket_id);
      ToProto(clock, now, message);
    }
    response->set_clock_version(derived.ticket.clock_version);
    if (derived.next.has_value()) {
      response->set_next_action(std::string(ActionKindName(derived.next->kind)));
      SetTimestamp(derived.next->due_time, response->mutable_next_action_time());
    }
    return absl::OkStatus();
  });
}

grpc::Status EscalationServiceImpl::ListOverdue(grpc::ServerContext* context,
                                                const v1::ListOverdueRequest* request,
                                                v1::ListOverdueResponse* response) {
  return parts_.guard.Run(*context, kListOverdue, [&](const Caller& caller) -> absl::Status {
    SALUR_ASSIGN_OR_RETURN(OverdueQuery query, ReadListOverdue(*request, parts_.clock.Now()));
    SALUR_RETURN_IF_ERROR(CheckMayList(caller, query.unit_id));
    query.include_confidential = SeesConfidentialOf(caller, query.unit_id);
    SALUR_ASSIGN_OR_RETURN(const std::vector<OverdueTicket> late, parts_.clocks.ListOverdue(query));
    for (const OverdueTicket& ticket : late) ToProto(ticket, response->add_tickets());
    if (static_cast<int>(late.size()) == query.count) {
      response->set_next_page_token(PageTokenAfter(late.back()));
    }
    return absl::OkStatus();
  });
}

grpc::Status EscalationServiceImpl::Forecast(grpc::ServerContext* context,
                                             const v1::ForecastRequest*, v1::ForecastResponse*) {
  return parts_.guard.Run(*context, kForecast,
                          [](const Caller&) { return NotAvailableYet("Forecast"); });
}

grpc::Status EscalationServiceImpl::ListPolicies(grpc::ServerContext* context,
                                                 const v1::ListPoliciesRequest*,
                                                 v1::ListPoliciesResponse* response) {
  return parts_.guard.Run(*context, kListPolicies, [&](const Caller&) {
    const auto rules = parts_.rules.Get();
    PolicyQuestion question;
    question.filed_on = absl::ToCivilDay(parts_.clock.Now(), ZoneAt(Place{}.utc_offset_hours));
    for (const TicketClass ticket_class :
         {TicketClass::kComplaint, TicketClass::kAspiration, TicketClass::kInformationRequest}) {
      question.ticket_class = ticket_class;
      question.needs_supervision = false;
      AddPolicy(rules->policy, question, response);
      if (ticket_class != TicketClass::kComplaint) continue;
      question.needs_supervision = true;
      AddPolicy(rules->policy, question, response);
    }
    response->set_policies_version(kPoliciesVersion);
    return absl::OkStatus();
  });
}

grpc::Status EscalationServiceImpl::ReplacePolicies(grpc::ServerContext* context,
                                                    const v1::ReplacePoliciesRequest*,
                                                    v1::ReplacePoliciesResponse*) {
  return parts_.guard.Run(*context, kReplacePolicies,
                          [](const Caller&) { return NotAvailableYet("ReplacePolicies"); });
}

grpc::Status EscalationServiceImpl::ListHolidays(grpc::ServerContext* context,
                                                 const v1::ListHolidaysRequest* request,
                                                 v1::ListHolidaysResponse* response) {
  return parts_.guard.Run(*context, kListHolidays, [&](const Caller&) -> absl::Status {
    SALUR_RETURN_IF_ERROR(CheckListHolidays(*request));
    SALUR_ASSIGN_OR_RETURN(const HolidayList list, parts_.holidays.Current());
    for (const Holiday& holiday : list.holidays) {
      if (request->year() != 0 && holiday.date.year() != request->year()) continue;
      ToProto(holiday, response->add_holidays());
    }
    response->set_holidays_version(list.version);
    return absl::OkStatus();
  });
}

grpc::Status EscalationServiceImpl::ReplaceHolidays(grpc::ServerContext* context,
                                                    const v1::ReplaceHolidaysRequest* request,
                                                    v1::ReplaceHolidaysResponse* response) {
  return parts_.guard.Run(*context, kReplaceHolidays, [&](const Caller& caller) -> absl::Status {
    SALUR_ASSIGN_OR_RETURN(const HolidayReplacement replacement,
                           ReadReplaceHolidays(*request, parts_.clock.Now()));
    SALUR_ASSIGN_OR_RETURN(const HolidayChange change, parts_.holidays.Replace(replacement));
    response->set_holidays_version(change.version);
    response->set_changed(change.changed);
    response->set_added(change.added);
    response->set_removed(change.removed);
    if (!change.changed || replacement.validate_only) return absl::OkStatus();
    log::Info("holidays replaced", {{"by", caller.ToString()},
                                    {"version", std::to_string(change.version)},
                                    {"added", std::to_string(change.added)},
                                    {"removed", std::to_string(change.removed)}});
    // The list is stored; loading it here only makes it hold sooner than the background would.
    (void)parts_.rules.Refresh();
    if (parts_.on_rules_changed) parts_.on_rules_changed();
    return absl::OkStatus();
  });
}

}  // namespace salur::escalation
