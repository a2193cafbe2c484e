// The service's methods over gRPC.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/base/errors.h"
#include "common/rpc/status.h"
#include "common/rpc/time_conversion.h"
#include "salur/common/v1/operations_service.grpc.pb.h"
#include "salur/escalation/v1/report_service.grpc.pb.h"
#include "services/escalation/converters.h"
#include "tests/component/escalation/escalation_under_test.h"
#include "tests/support/await.h"

namespace salur::escalation {
namespace {

using testing::Await;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ServiceTest : public ::testing::Test {
 protected:
  ServiceTest() : replica_(setup_.NewReplica("one")), stub_(replica_->Escalation()) {}

  template <class Request, class Response, class Method>
  absl::Status Call(Method method, const std::string& caller, const Request& request,
                    Response* response) {
    grpc::ClientContext context;
    CallAs(context, caller);
    return FromGrpcStatus(((*stub_).*method)(&context, request, response));
  }

  absl::StatusOr<v1::GetClocksResponse> GetClocks(const std::string& caller, int number) {
    v1::GetClocksRequest request;
    request.set_ticket_id(SetUpForEscalation::Id(number));
    v1::GetClocksResponse response;
    SALUR_RETURN_IF_ERROR(
        Call(&v1::EscalationService::Stub::GetClocks, caller, request, &response));
    return response;
  }

  absl::StatusOr<v1::ListOverdueResponse> ListOverdue(const std::string& caller,
                                                      const v1::ListOverdueRequest& request) {
    v1::ListOverdueResponse response;
    SALUR_RETURN_IF_ERROR(
        Call(&v1::EscalationService::Stub::ListOverdue, caller, request, &response));
    return response;
  }

  absl::StatusOr<v1::ReplaceHolidaysResponse> Replace(const v1::ReplaceHolidaysRequest& request,
                                                      const std::string& caller = "admin/ani") {
    v1::ReplaceHolidaysResponse response;
    SALUR_RETURN_IF_ERROR(
        Call(&v1::EscalationService::Stub::ReplaceHolidays, caller, request, &response));
    return response;
  }

  static v1::ReplaceHolidaysRequest National(const std::string& request_id) {
    v1::ReplaceHolidaysRequest request;
    request.set_request_id(request_id);
    for (const Holiday& holiday : NationalHolidays()) ToProto(holiday, request.add_holidays());
    return request;
  }

  // Runs the replica until it has taken the tickets in.
  void TakeIn(const std::vector<TicketFacts>& tickets) {
    for (const TicketFacts& ticket : tickets) setup_.Publish(ticket);
    replica_->StartLoops();
    ASSERT_TRUE(Await([&] {
      return setup_.Query("SELECT count(*) FROM escalation.ticket_snapshot") ==
             static_cast<std::int64_t>(tickets.size());
    }));
  }

  SetUpForEscalation setup_{Local("2026-08-04 09:00")};
  std::unique_ptr<Replica> replica_;
  std::unique_ptr<v1::EscalationService::Stub> stub_;
};

std::vector<std::string> Fields(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const FieldViolation& violation : ErrorViolations(status)) fields.push_back(violation.field);
  return fields;
}

TEST_F(ServiceTest, ShowsTheClocksOfATicket) {
  setup_.LoadNationalHolidays(*replica_);
  TakeIn({setup_.File(1).ticket()});
  const auto answer = GetClocks("officer/budi@31.71.01.1001", 1);
  ASSERT_TRUE(answer.ok()) << answer.status();
  ASSERT_EQ(answer->clocks_size(), 2);
  const v1::TicketClock& resolution = answer->clocks(0);
  EXPECT_EQ(resolution.kind(), v1::RESOLUTION);
  EXPECT_EQ(resolution.state(), v1::RUNNING);
  EXPECT_EQ(FromTimestamp(resolution.due_time()), Local("2026-08-25 00:00"));
  EXPECT_EQ(resolution.limit(), "14 working days");
  EXPECT_EQ(resolution.time_zone(), "Asia/Jakarta");
  EXPECT_EQ(resolution.unit_id(), "31.71.01.1001");
  EXPECT_EQ(answer->clocks(1).kind(), v1::FIRST_RESPONSE);
  EXPECT_EQ(answer->next_action(), "CLIMB");
  EXPECT_EQ(FromTimestamp(answer->next_action_time()), Local("2026-08-11 00:00"));
}

TEST_F(ServiceTest, OnlyThoseInScopeSeeATicketAndConfidentialOnesOnlyTheirOwn) {
  TicketBuilder secret = setup_.File(2);
  secret.ticket().confidential = true;
  TakeIn({setup_.File(1).ticket(), secret.ticket()});
  for (const char* caller : {"officer/a@31.71.01.1001", "officer/a@31.71", "supervisor/a@ID",
                             "admin/a", "service/intake"}) {
    EXPECT_TRUE(GetClocks(caller, 1).ok()) << caller;
  }
  for (const char* caller : {"officer/a@31.71.02", "officer/a@perhubungan:31.71"}) {
    EXPECT_EQ(ErrorReason(GetClocks(caller, 1).status()), "TICKET_NOT_FOUND") << caller;
  }
  EXPECT_EQ(ErrorReason(GetClocks("partner/p", 1).status()), "NOT_ALLOWED");
  EXPECT_EQ(ErrorReason(GetClocks("", 1).status()), "CALLER_REQUIRED");
  for (const char* caller : {"officer/a@31.71.01.1001", "officer/a@31.71;confidential",
                             "supervisor/a@ID;confidential", "admin/a"}) {
    EXPECT_EQ(ErrorReason(GetClocks(caller, 2).status()), "TICKET_NOT_FOUND") << caller;
  }
  EXPECT_TRUE(GetClocks("officer/a@31.71.01.1001;confidential", 2).ok());
}

TEST_F(ServiceTest, UnknownAndMalformedTicketsAreToldApart) {
  EXPECT_EQ(ErrorReason(GetClocks("admin/a", 5).status()), "TICKET_NOT_FOUND");
  v1::GetClocksRequest request;
  request.set_ticket_id("5");
  v1::GetClocksResponse response;
  const auto status = Call(&v1::EscalationService::Stub::GetClocks, "admin/a", request, &response);
  EXPECT_THAT(Fields(status), ElementsAre("ticket_id"));
}

TEST_F(ServiceTest, ListsLateTicketsByPages) {
  setup_.LoadNationalHolidays(*replica_);
  std::vector<TicketFacts> tickets;
  for (int number = 1; number <= 5; ++number) tickets.push_back(setup_.File(number).ticket());
  TakeIn(tickets);
  setup_.clock().Set(Local("2026-08-20 09:00"));
  v1::ListOverdueRequest request;
  request.set_unit_id("31.71.01.1001");
  request.set_page_size(2);
  std::vector<std::string> listed;
  for (int page = 0; page < 4; ++page) {
    const auto answer = ListOverdue("officer/a@31.71", request);
    ASSERT_TRUE(answer.ok()) << answer.status();
    for (const v1::OverdueTicket& ticket : answer->tickets()) {
      EXPECT_EQ(ticket.kind(), v1::FIRST_RESPONSE);
      listed.push_back(ticket.ticket_id());
    }
    request.set_page_token(answer->next_page_token());
    if (answer->next_page_token().empty()) break;
  }
  EXPECT_THAT(listed, ElementsAre(SetUpForEscalation::Id(1), SetUpForEscalation::Id(2),
                                  SetUpForEscalation::Id(3), SetUpForEscalation::Id(4),
                                  SetUpForEscalation::Id(5)));
}

TEST_F(ServiceTest, ListsOfOtherUnitsAndOfEverythingNeedTheScope) {
  v1::ListOverdueRequest request;
  EXPECT_EQ(ErrorReason(ListOverdue("officer/a@31.71", request).status()), "OUT_OF_SCOPE");
  EXPECT_TRUE(ListOverdue("supervisor/a@ID", request).ok());
  EXPECT_TRUE(ListOverdue("admin/a", request).ok());
  request.set_unit_id("31.72");
  EXPECT_EQ(ErrorReason(ListOverdue("officer/a@31.71", request).status()), "OUT_OF_SCOPE");
  EXPECT_TRUE(ListOverdue("officer/a@31", request).ok());
}

TEST_F(ServiceTest, NamesEveryBadFieldOfAList) {
  v1::ListOverdueRequest request;
  request.set_unit_id("a b");
  request.set_page_size(201);
  request.set_page_token("x");
  EXPECT_THAT(Fields(ListOverdue("admin/a", request).status()),
              ElementsAre("unit_id", "page_size", "page_token"));
}

TEST_F(ServiceTest, ReplacesHolidaysWholeAndOnce) {
  const auto first = Replace(National("a"));
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->holidays_version(), 1);
  EXPECT_TRUE(first->changed());
  EXPECT_EQ(first->added(), 108);
  EXPECT_TRUE(Replace(National("a"))->changed()) << "the first answer again";
  EXPECT_FALSE(Replace(National("b"))->changed());
  EXPECT_EQ(ErrorReason(Replace(National("c"), "officer/a@ID").status()), "NOT_ALLOWED");

  v1::ListHolidaysRequest request;
  request.set_year(2026);
  v1::ListHolidaysResponse listed;
  ASSERT_TRUE(Call(&v1::EscalationService::Stub::ListHolidays, "partner/p", request, &listed).ok());
  EXPECT_EQ(listed.holidays_version(), 1);
  EXPECT_EQ(listed.holidays(0).date(), "2026-01-01");
  for (const v1::Holiday& holiday : listed.holidays()) {
    EXPECT_EQ(holiday.date().substr(0, 4), "2026");
  }
}

TEST_F(ServiceTest, ABadHolidayListNamesEveryRowAndStoresNothing) {
  v1::ReplaceHolidaysRequest request = National("");
  request.mutable_holidays(3)->set_date("2026-02-30");
  request.mutable_holidays(5)->set_kind("feast");
  request.mutable_holidays(7)->set_name(std::string("a\0b", 3));
  EXPECT_THAT(
      Fields(Replace(request).status()),
      ElementsAre("request_id", "holidays[3].date", "holidays[5].kind", "holidays[7].name"));
  EXPECT_EQ(setup_.Query("SELECT count(*) FROM escalation.holiday_list"), 0);
}

TEST_F(ServiceTest, ANewHolidayMovesOpenClocks) {
  setup_.LoadNationalHolidays(*replica_);
  TakeIn({setup_.File(1).ticket()});
  v1::ReplaceHolidaysRequest request = National("declared");
  v1::Holiday* holiday = request.add_holidays();
  holiday->set_date("2026-08-10");
  holiday->set_kind("joint_leave");
  holiday->set_name("Cuti bersama");
  ASSERT_TRUE(Replace(request).ok());
  EXPECT_TRUE(Await([&] {
    return setup_.Query(
               "SELECT count(*) FROM escalation.next_action"
               " WHERE due_time = '2026-08-11T17:00:00Z'") == 1;
  }));
}

TEST_F(ServiceTest, ListsTheLimitsInForce) {
  v1::ListPoliciesResponse response;
  ASSERT_TRUE(Call(&v1::EscalationService::Stub::ListPolicies, "partner/p",
                   v1::ListPoliciesRequest(), &response)
                  .ok());
  std::vector<int> resolution;
  for (const v1::Policy& policy : response.policies()) {
    EXPECT_EQ(policy.first_response_working_days(), 5);
    resolution.push_back(policy.resolution_working_days());
  }
  EXPECT_THAT(resolution, ElementsAre(14, 60, 5, 5));
}

TEST_F(ServiceTest, WhatIsNotBuiltYetSaysSo) {
  v1::ForecastResponse forecast;
  EXPECT_EQ(ErrorReason(Call(&v1::EscalationService::Stub::Forecast, "admin/a",
                             v1::ForecastRequest(), &forecast)),
            "NOT_AVAILABLE_YET");
  v1::ReplacePoliciesResponse policies;
  const absl::Status status = Call(&v1::EscalationService::Stub::ReplacePolicies, "admin/a",
                                   v1::ReplacePoliciesRequest(), &policies);
  EXPECT_EQ(status.code(), absl::StatusCode::kUnimplemented);
  EXPECT_EQ(ErrorReason(status), "NOT_AVAILABLE_YET");
  grpc::ClientContext context;
  CallAs(context, "admin/a");
  v1::GetUnitScoresResponse scores;
  EXPECT_EQ(v1::ReportService::NewStub(replica_->Channel())
                ->GetUnitScores(&context, v1::GetUnitScoresRequest(), &scores)
                .error_code(),
            grpc::StatusCode::UNIMPLEMENTED);
}

TEST_F(ServiceTest, WithoutHolidaysTheServiceSaysSo) {
  grpc::ClientContext context;
  common::v1::ServiceInfo info;
  ASSERT_TRUE(common::v1::OperationsService::NewStub(replica_->Channel())
                  ->GetServiceInfo(&context, common::v1::GetServiceInfoRequest(), &info)
                  .ok());
  ASSERT_EQ(info.notes_size(), 1);
  EXPECT_NE(info.notes(0).find("no holidays are loaded"), std::string::npos);
}

TEST_F(ServiceTest, ADeadLetterIsReplayedOnceItCanBeProcessed) {
  setup_.PublishRaw("x", "\xff\xff no event");
  replica_->StartLoops();
  ASSERT_TRUE(
      Await([&] { return setup_.Query("SELECT count(*) FROM escalation.dead_letter") == 1; }));
  auto operations = common::v1::OperationsService::NewStub(replica_->Channel());
  common::v1::ListDeadLettersResponse letters;
  {
    grpc::ClientContext context;
    CallAs(context, "admin/a");
    ASSERT_TRUE(
        operations->ListDeadLetters(&context, common::v1::ListDeadLettersRequest(), &letters).ok());
  }
  ASSERT_EQ(letters.dead_letters_size(), 1);
  EXPECT_EQ(letters.dead_letters(0).stream(), "tickets");
  grpc::ClientContext context;
  CallAs(context, "admin/a");
  common::v1::ReplayDeadLetterRequest replay;
  replay.set_id(letters.dead_letters(0).id());
  common::v1::ReplayDeadLetterResponse replayed;
  ASSERT_TRUE(operations->ReplayDeadLetter(&context, replay, &replayed).ok());
  EXPECT_FALSE(replayed.processed());
  EXPECT_NE(replayed.error().find("INVALID_EVENT"), std::string::npos);
}

}  // namespace
}  // namespace salur::escalation
