#include "common/rpc/server.h"

#include <gtest/gtest.h>

#include <mutex>

#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/events/in_memory_outbox_store.h"
#include "common/metrics/metrics_server.h"
#include "common/rpc/operations_service.h"
#include "common/rpc/peer.h"
#include "common/rpc/status.h"
#include "tests/support/child_process.h"

namespace salur {
namespace {

class RpcServerTest : public ::testing::Test {
 protected:
  RpcServerTest() { Start(); }
  ~RpcServerTest() override { testing::RemoveFolder(folder_); }

  void Start() {
    auto server = RpcServer::Start(
        {.listen = {"127.0.0.1:0", "unix:" + folder_ + "/s.sock"}, .reflection = true},
        {&operations_});
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    stub_ = common::v1::OperationsService::NewStub(MakePeerChannel(server_->address()));
  }
  absl::Status Replay(std::int64_t id, const std::string& caller,
                      common::v1::ReplayDeadLetterResponse* response) {
    grpc::ClientContext context;
    if (!caller.empty()) context.AddMetadata(kDevelopmentCallerKey, caller);
    common::v1::ReplayDeadLetterRequest request;
    request.set_id(id);
    return FromGrpcStatus(stub_->ReplayDeadLetter(&context, request, response));
  }

  const std::string folder_ = testing::MakeFolder("salur-rpc-");
  const SystemClock clock_;
  std::shared_ptr<prometheus::Registry> registry_ = std::make_shared<prometheus::Registry>();
  InMemoryDeadLetterStore dead_letters_;
  // What a replay answers; set by the test, read by the server's thread.
  absl::Status Replayed() {
    const std::lock_guard lock(mutex_);
    return replayed_;
  }
  void SetReplayed(absl::Status status) {
    const std::lock_guard lock(mutex_);
    replayed_ = std::move(status);
  }
  std::mutex mutex_;
  absl::Status replayed_;
  RpcGuard guard_{std::make_shared<DevelopmentAuthenticator>(),
                  PermissionTable(OperationsServiceImpl::Permissions()), *registry_};
  OperationsServiceImpl operations_{{.service = "test",
                                     .version = "1",
                                     .replay = [this](const DeadLetter&) { return Replayed(); },
                                     .to_json = [](const DeadLetter&) { return "{}"; }},
                                    guard_,
                                    clock_,
                                    dead_letters_};
  std::unique_ptr<RpcServer> server_;
  std::unique_ptr<common::v1::OperationsService::Stub> stub_;
};

TEST_F(RpcServerTest, ATakenPortIsRefusedOrReplaced) {
  OperationsServiceImpl other({}, guard_, clock_, dead_letters_);
  const auto refused = RpcServer::Start({.listen = {server_->address()}}, {&other});
  EXPECT_EQ(ErrorReason(refused.status()), "PORT_TAKEN");
  const auto replaced =
      RpcServer::Start({.listen = {server_->address()}, .port_fallback = true}, {&other});
  ASSERT_TRUE(replaced.ok()) << replaced.status();
  EXPECT_NE((*replaced)->address(), server_->address());
}

TEST_F(RpcServerTest, ATakenMetricsPortIsRefusedOrReplaced) {
  const auto first = MetricsServer::Start({.listen = "127.0.0.1:0"}, registry_);
  ASSERT_TRUE(first.ok());
  const std::string taken = (*first)->address();
  EXPECT_EQ(ErrorReason(MetricsServer::Start({.listen = taken}, registry_).status()), "PORT_TAKEN");
  const auto replaced = MetricsServer::Start({.listen = taken, .port_fallback = true}, registry_);
  ASSERT_TRUE(replaced.ok());
  EXPECT_NE((*replaced)->address(), taken);
}

TEST_F(RpcServerTest, DeadLettersAreForAdministrators) {
  common::v1::ReplayDeadLetterResponse response;
  EXPECT_EQ(ErrorReason(Replay(1, "", &response)), "CALLER_REQUIRED");
  EXPECT_EQ(ErrorReason(Replay(1, "partner/x", &response)), "NOT_ALLOWED");
  EXPECT_EQ(ErrorReason(Replay(1, "nonsense", &response)), "BAD_CREDENTIALS");
  EXPECT_EQ(ErrorReason(Replay(1, "admin/x", &response)), "DEAD_LETTER_NOT_FOUND");
}

TEST_F(RpcServerTest, AReplayedDeadLetterIsRemovedOnlyWhenItSucceeds) {
  DeadLetter letter;
  letter.stream = "tickets";
  letter.stream_id = "1-0";
  ASSERT_TRUE(dead_letters_.Add(letter).ok());
  const std::int64_t id = dead_letters_.List(0, 1)->front().id;
  common::v1::ReplayDeadLetterResponse response;
  SetReplayed(MakeError(absl::StatusCode::kInternal, "STILL_BROKEN", "no"));
  ASSERT_TRUE(Replay(id, "admin/x", &response).ok());
  EXPECT_FALSE(response.processed());
  EXPECT_EQ(response.error(), "STILL_BROKEN: no");
  EXPECT_EQ(dead_letters_.Get(id)->error, "STILL_BROKEN: no");
  SetReplayed(absl::OkStatus());
  ASSERT_TRUE(Replay(id, "admin/x", &response).ok());
  EXPECT_TRUE(response.processed());
  EXPECT_EQ(*dead_letters_.Count(), 0);
}

}  // namespace
}  // namespace salur
