// Commands that change units, against services in this process.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/unit/cli/fake_services.h"
#include "tests/unit/cli/run_cli.h"

namespace salur::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class FakeUnits final : public FakeDirectory {
 public:
  Method<routing::v1::GetUnitRequest, routing::v1::GetUnitResponse> unit;
  Method<routing::v1::SetStaffingRequest, routing::v1::SetStaffingResponse> staffing;
  Method<routing::v1::SetUnitContactRequest, routing::v1::Unit> contact;

  grpc::Status GetUnit(grpc::ServerContext*, const routing::v1::GetUnitRequest* request,
                       routing::v1::GetUnitResponse* response) override {
    return unit.Serve(*request, response);
  }
  grpc::Status SetStaffing(grpc::ServerContext*, const routing::v1::SetStaffingRequest* request,
                           routing::v1::SetStaffingResponse* response) override {
    return staffing.Serve(*request, response);
  }
  grpc::Status SetUnitContact(grpc::ServerContext*,
                              const routing::v1::SetUnitContactRequest* request,
                              routing::v1::Unit* response) override {
    return contact.Serve(*request, response);
  }
};

class UnitCommands : public ::testing::Test {
 protected:
  CliResult Run(std::vector<std::string> arguments) {
    for (const Service service : kServices) {
      arguments.push_back("--" + std::string(Name(service)));
      arguments.push_back(server_.address());
    }
    return RunCli(process_, arguments, {}, {});
  }

  FakeUnits directory_;
  FakeServer server_{{&directory_}};
  FakeProcess process_;
};

TEST_F(UnitCommands, EnrolAndDismissSendAllUnitsWithTheReason) {
  directory_.staffing.response.set_changed(2);
  directory_.staffing.response.set_directory_version(9);
  CliResult result =
      Run({"units", "enrol", "35.78", "perhubungan:35.78", "--note", "surat tugas 7"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(directory_.staffing.request.unit_ids(), ElementsAre("35.78", "perhubungan:35.78"));
  EXPECT_TRUE(directory_.staffing.request.staffed());
  EXPECT_EQ(directory_.staffing.request.note(), "surat tugas 7");
  EXPECT_FALSE(directory_.staffing.request.request_id().empty());
  EXPECT_THAT(result.out, HasSubstr("2 enrolled\ndirectory version 9"));

  directory_.staffing.response.set_changed(0);
  result = Run({"units", "dismiss", "35.78", "--note", "x", "--request-id", "r1"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_FALSE(directory_.staffing.request.staffed());
  EXPECT_EQ(directory_.staffing.request.request_id(), "r1");
  EXPECT_THAT(result.out, HasSubstr("nothing changed"));
  EXPECT_EQ(Run({"units", "dismiss", "35.78"}).exit_code, 2) << "a reason is needed";
}

TEST_F(UnitCommands, ContactSendsWhatIsGiven) {
  directory_.contact.response.set_name("Kota Surabaya");
  directory_.contact.response.mutable_contact()->set_phone("031 1");
  const CliResult result = Run({"units", "contact", "35.78", "--phone", "031 1"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(directory_.contact.request.contact().phone(), "031 1");
  EXPECT_EQ(directory_.contact.request.contact().email(), "");
  EXPECT_THAT(result.out, HasSubstr("031 1"));
}

TEST_F(UnitCommands, UnitShowPrintsValidityAndContact) {
  routing::v1::Unit& unit = *directory_.unit.response.mutable_unit();
  unit.set_unit_id("35.78.01");
  unit.set_name("Kecamatan Karang Pilang");
  unit.set_valid_to("2025-05-31");
  unit.set_decree("UU 2/2025");
  unit.add_successor_unit_ids("91.71.02");
  unit.mutable_contact()->set_email("camat@example.go.id");
  const CliResult result = Run({"unit", "show", "35.78.01"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  for (const char* text : {"2025-05-31", "UU 2/2025", "91.71.02", "camat@example.go.id"}) {
    EXPECT_THAT(result.out, HasSubstr(text));
  }
  EXPECT_THAT(result.out, Not(HasSubstr("Valid from")));
}

TEST_F(UnitCommands, DecreesComeAloneOrWithTheFiles) {
  const std::filesystem::path folder =
      std::filesystem::path(SALUR_BINARY_DIR) / "cli_test" / "decrees";
  std::filesystem::create_directories(folder);
  for (const char* name : {"regions.csv", "agency_kinds.csv", "agency_overrides.csv",
                           "categories.csv", "routing_rules.csv", "perda.csv"}) {
    std::ofstream(folder / name) << name;
  }
  directory_.result.set_changed(true);
  directory_.result.set_retired(1);
  directory_.result.set_tickets_to_hand_over(1234);
  directory_.result.add_changes("moved 35.78.01 Kecamatan Karang Pilang to 91.71.02");
  CliResult result = Run({"directory", "import", "--decrees", (folder / "perda.csv").string()});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(directory_.files.size(), 1u);
  EXPECT_EQ(directory_.files[routing::v1::DECREES], "perda.csv");
  EXPECT_TRUE(directory_.committed);
  EXPECT_THAT(result.out, HasSubstr("1,234 open tickets of retired units are being handed over"));
  EXPECT_THAT(result.out, HasSubstr("moved 35.78.01"));

  directory_.files.clear();
  result = Run({"directory", "import", "--data", folder.string(), "--decrees",
                (folder / "perda.csv").string(), "--dry-run"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(directory_.files.size(), 6u);
  EXPECT_THAT(result.out, HasSubstr("would be handed over"));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace salur::cli
