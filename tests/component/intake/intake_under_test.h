// The service intake in this process, on real PostgreSQL, Redis and gRPC, with a fake routing that
// only knows a catalog.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "common/rpc/server.h"
#include "common/runtime/service.h"
#include "salur/common/v1/operations_service.grpc.pb.h"
#include "salur/intake/v1/intake_service.grpc.pb.h"
#include "salur/routing/v1/directory_service.grpc.pb.h"
#include "tests/support/fake_clock.h"
#include "tests/support/private_postgres.h"
#include "tests/support/private_redis.h"

namespace salur::testing {

// Answers GetCatalog; thread-safe.
class FakeDirectory final : public routing::v1::DirectoryService::Service {
 public:
  FakeDirectory();
  // Adds or removes a category and raises the version.
  void SetCategory(const std::string& code, bool exists);
  grpc::Status GetCatalog(grpc::ServerContext* context,
                          const routing::v1::GetCatalogRequest* request,
                          routing::v1::GetCatalogResponse* response) override;

 private:
  std::mutex mutex_;
  routing::v1::GetCatalogResponse catalog_;
};

class IntakeUnderTest {
 public:
  struct Options {
    bool with_routing = true;
    bool wait_for_catalog = true;
  };
  IntakeUnderTest() : IntakeUnderTest(Options{}) {}
  explicit IntakeUnderTest(const Options& options);
  ~IntakeUnderTest();

  // Stops the service and starts it again on the same stores.
  void Restart(bool with_routing);

  FakeDirectory& directory() { return directory_; }
  PrivateRedis& redis() { return redis_; }
  FakeClock& clock() { return *clock_; }
  prometheus::Registry& registry() { return *context_->registry; }
  const TestDatabase& database() const { return database_; }
  std::shared_ptr<grpc::Channel> channel() const { return channel_; }

  // The first column of the first row of a query by the owner.
  std::string Query(const std::string& sql);

  grpc::Status File(const intake::v1::FileComplaintRequest& request, intake::v1::Complaint& answer,
                    const std::string& caller = "partner/demo");
  grpc::Status Track(const std::string& number, const std::string& pin,
                     intake::v1::Complaint& answer);
  // Sets the caller of a call.
  static void As(grpc::ClientContext& context, const std::string& caller);

  const std::unique_ptr<intake::v1::IntakeService::Stub>& stub() const { return stub_; }

 private:
  void Start(bool with_routing);
  void Stop();
  std::string WriteKey(const std::string& name, char content);

  const TestDatabase database_ = PrivatePostgres::Instance().NewDatabase();
  PrivateRedis redis_;
  const std::string folder_;
  const std::shared_ptr<FakeClock> clock_;
  FakeDirectory directory_;
  std::unique_ptr<RpcServer> routing_;
  std::unique_ptr<ServiceContext> context_;
  std::unique_ptr<ServiceParts> parts_;
  std::unique_ptr<RpcServer> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<intake::v1::IntakeService::Stub> stub_;
};

// A request that is acceptable.
intake::v1::FileComplaintRequest GoodRequest(const std::string& request_id);

// The reason in google.rpc.ErrorInfo, and field -> description of its violations.
std::string Reason(const grpc::Status& status);
std::map<std::string, std::string> Violations(const grpc::Status& status);

}  // namespace salur::testing
