// salurctl tickets return|assign|classify|respond against a service in this process.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/cli/fake_services.h"
#include "tests/unit/cli/run_cli.h"

namespace salur::cli {
namespace {

using routing::v1::Ticket;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kUuid[] = "0b6f3a52-8c1e-4d57-9a0e-2f6d1c4b7e90";

class FakeDesk final : public routing::v1::TicketService::Service {
 public:
  Calls calls;
  Method<routing::v1::ReturnTicketRequest, Ticket> returned;
  Method<routing::v1::AssignTicketRequest, Ticket> assigned;
  Method<routing::v1::ClassifyTicketRequest, Ticket> classified;
  Method<routing::v1::RespondTicketRequest, Ticket> responded;

  grpc::Status ReturnTicket(grpc::ServerContext* context,
                            const routing::v1::ReturnTicketRequest* request,
                            Ticket* response) override {
    calls.Add(CallerOf(*context));
    return returned.Serve(*request, response);
  }
  grpc::Status AssignTicket(grpc::ServerContext* context,
                            const routing::v1::AssignTicketRequest* request,
                            Ticket* response) override {
    calls.Add(CallerOf(*context));
    return assigned.Serve(*request, response);
  }
  grpc::Status ClassifyTicket(grpc::ServerContext* context,
                              const routing::v1::ClassifyTicketRequest* request,
                              Ticket* response) override {
    calls.Add(CallerOf(*context));
    return classified.Serve(*request, response);
  }
  grpc::Status RespondTicket(grpc::ServerContext* context,
                             const routing::v1::RespondTicketRequest* request,
                             Ticket* response) override {
    calls.Add(CallerOf(*context));
    return responded.Serve(*request, response);
  }
};

class TicketMoves : public ::testing::Test {
 protected:
  CliResult Run(std::vector<std::string> arguments, const std::string& input = {}) {
    arguments.insert(arguments.begin(), "tickets");
    for (const char* more : {"--as", "officer/a@31.71.01", "--routing"}) arguments.push_back(more);
    arguments.push_back(server_.address());
    return RunCli(process_, arguments, input);
  }

  FakeDesk desk_;
  FakeServer server_{{&desk_}};
  FakeProcess process_;
};

TEST_F(TicketMoves, ReturnSendsReasonAndSuggestion) {
  desk_.returned.response.set_tracking_number("7K3-M9Q-X2H");
  desk_.returned.response.set_state(routing::v1::ASSIGNED);
  desk_.returned.response.set_handling_unit_id("31.71.01.1002");
  const CliResult result =
      Run({"return", kUuid, "--to", "31.71.01.1002", "--etag", "v3"}, "Bukan wilayah kami.\n");
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(desk_.returned.request.ticket_id(), kUuid);
  EXPECT_EQ(desk_.returned.request.reason(), "Bukan wilayah kami.");
  EXPECT_EQ(desk_.returned.request.suggested_unit_id(), "31.71.01.1002");
  EXPECT_EQ(desk_.returned.request.etag(), "v3");
  EXPECT_FALSE(desk_.returned.request.request_id().empty());
  EXPECT_THAT(desk_.calls.callers, ElementsAre("officer/a@31.71.01"));
  EXPECT_THAT(result.out, HasSubstr("31.71.01.1002"));
}

TEST_F(TicketMoves, ReturnSaysWhyItIsRefused) {
  desk_.returned.status =
      Refusal(grpc::StatusCode::FAILED_PRECONDITION, "RETURN_TOO_LATE", "was due yesterday");
  const CliResult result = Run({"return", kUuid, "--reason", "Bukan wilayah kami."});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.err, HasSubstr("RETURN_TOO_LATE"));
}

TEST_F(TicketMoves, AssignNamesTheUnit) {
  const CliResult result = Run({"assign", kUuid, "--to", "31.71.01.1002", "--note", "Mohon."});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(desk_.assigned.request.unit_id(), "31.71.01.1002");
  EXPECT_EQ(desk_.assigned.request.note(), "Mohon.");
  EXPECT_EQ(Run({"assign", kUuid, "--note", "Mohon."}).exit_code, 2);
}

TEST_F(TicketMoves, ClassifySendsOnlyWhatIsGiven) {
  CliResult result = Run({"classify", kUuid, "--class", "information", "--note", "Bertanya."});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(desk_.classified.request.class_(), common::v1::INFORMATION_REQUEST);
  EXPECT_EQ(desk_.classified.request.category_code(), "");
  EXPECT_FALSE(desk_.classified.request.has_needs_supervision());
  result = Run({"classify", kUuid, "--no-supervision", "--category", "jalan", "--note", "Jalan."});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(desk_.classified.request.category_code(), "jalan");
  EXPECT_TRUE(desk_.classified.request.has_needs_supervision());
  EXPECT_FALSE(desk_.classified.request.needs_supervision());
  result = Run({"classify", kUuid, "--class", "nothing", "--note", "x"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("no such class"));
}

TEST_F(TicketMoves, RespondSendsTheText) {
  const CliResult result = Run({"respond", kUuid, "--text", "Petugas kami memeriksanya besok."});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(desk_.responded.request.text(), "Petugas kami memeriksanya besok.");
}

}  // namespace
}  // namespace salur::cli
