// Questions to the directory through the running service.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/errors.h"
#include "common/rpc/status.h"
#include "tests/component/routing/routing_under_test.h"

namespace salur {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::Reason;
using testing::RoutingUnderTest;

class DirectoryQueries : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    routing_ = new RoutingUnderTest();
    routing_->ImportSmall();
  }
  static void TearDownTestSuite() {
    delete routing_;
    routing_ = nullptr;
  }
  // Calls a method of the stub as a partner.
  template <typename Method, typename Request, typename Response>
  static grpc::Status Call(Method method, const Request& request, Response& response) {
    grpc::ClientContext context;
    RoutingUnderTest::As(context, "partner/app");
    return (routing_->directory().*method)(&context, request, &response);
  }
  using Stub = routing::v1::DirectoryService::Stub;
  static RoutingUnderTest* routing_;
};
RoutingUnderTest* DirectoryQueries::routing_ = nullptr;

std::vector<std::string> Ids(const google::protobuf::RepeatedPtrField<routing::v1::Unit>& units) {
  std::vector<std::string> ids;
  for (const auto& unit : units) ids.push_back(unit.unit_id());
  return ids;
}

TEST_F(DirectoryQueries, GetAUnitWithBothWaysUp) {
  routing::v1::GetUnitRequest request;
  routing::v1::GetUnitResponse response;
  request.set_unit_id("inspektorat:35.78");
  ASSERT_TRUE(Call(&Stub::GetUnit, request, response).ok());
  EXPECT_EQ(response.unit().name(), "Inspektorat Kota Surabaya");
  EXPECT_EQ(response.unit().level(), common::v1::KABKOTA);
  EXPECT_EQ(response.unit().agency_kind(), "inspektorat");
  EXPECT_THAT(Ids(response.parents()), ElementsAre("35.78", "35", "ID"));
  EXPECT_THAT(Ids(response.ladder()), ElementsAre("inspektorat:35", "inspektorat:ID", "ID"));
}

TEST_F(DirectoryQueries, AMergedOfficeAnswersWithWhoServesForIt) {
  routing::v1::GetUnitRequest request;
  routing::v1::GetUnitResponse response;
  request.set_unit_id("pupr:35.78");
  ASSERT_TRUE(Call(&Stub::GetUnit, request, response).ok());
  EXPECT_EQ(response.unit().unit_id(), "sda:35.78");
  EXPECT_EQ(response.served_for_unit_id(), "pupr:35.78");
  for (const char* id : {"pupr:35.79", "nobody:35.78", "", "x y"}) {
    request.set_unit_id(id);
    EXPECT_EQ(Reason(Call(&Stub::GetUnit, request, response)), "UNIT_NOT_FOUND") << id;
  }
}

TEST_F(DirectoryQueries, ListChildrenAndSearchByName) {
  routing::v1::ListUnitsRequest request;
  routing::v1::ListUnitsResponse response;
  request.set_parent_unit_id("31.71");
  ASSERT_TRUE(Call(&Stub::ListUnits, request, response).ok());
  EXPECT_THAT(Ids(response.units()),
              ElementsAre("31.71.01", "bina:31.71", "perhubungan:31.71", "pupr:31.71"));
  request.set_parent_unit_id("");
  request.set_name_contains("dinas perhubungan kota");
  request.set_page_size(2);
  response.Clear();
  ASSERT_TRUE(Call(&Stub::ListUnits, request, response).ok());
  EXPECT_THAT(Ids(response.units()), ElementsAre("perhubungan:31.71", "perhubungan:35.78"));
  request.set_page_token(response.next_page_token());
  response.Clear();
  ASSERT_TRUE(Call(&Stub::ListUnits, request, response).ok());
  EXPECT_THAT(Ids(response.units()), ElementsAre("perhubungan:91.71"));
  EXPECT_EQ(response.next_page_token(), "");
  request.Clear();
  request.set_name_contains("ab");
  request.set_parent_unit_id("nobody");
  request.set_page_size(-1);
  EXPECT_EQ(ErrorViolations(FromGrpcStatus(Call(&Stub::ListUnits, request, response))).size(), 3u);
}

TEST_F(DirectoryQueries, GetARegion) {
  routing::v1::GetRegionRequest request;
  routing::v1::GetRegionResponse response;
  request.set_region_code("31.71.01.1001");
  ASSERT_TRUE(Call(&Stub::GetRegion, request, response).ok());
  EXPECT_EQ(response.region().name(), "Gambir");
  EXPECT_EQ(response.region().postal_code(), "10110");
  EXPECT_EQ(response.region().parent_code(), "31.71.01");
  EXPECT_DOUBLE_EQ(response.region().point().latitude(), -6.1);
  EXPECT_EQ(response.parents_size(), 3);
  EXPECT_FALSE(response.parents(0).has_point());
  EXPECT_EQ(response.parents(2).parent_code(), "");
  request.set_region_code("ID");
  EXPECT_EQ(Reason(Call(&Stub::GetRegion, request, response)), "REGION_NOT_FOUND");
}

TEST_F(DirectoryQueries, ListCategoriesParentsFirst) {
  routing::v1::ListCategoriesResponse response;
  ASSERT_TRUE(Call(&Stub::ListCategories, routing::v1::ListCategoriesRequest(), response).ok());
  EXPECT_EQ(response.categories_size(), 9);
  EXPECT_EQ(response.categories(8).category_code(), "lampu-jalan");
  EXPECT_EQ(response.categories(8).parent_code(), "transport");
  EXPECT_EQ(response.categories(8).handler(), "agency:perhubungan");
}

TEST_F(DirectoryQueries, PreviewARouteWithoutStoringIt) {
  routing::v1::PreviewRouteRequest request;
  routing::v1::PreviewRouteResponse response;
  request.set_category_code("usulan");
  request.set_region_code("31.71.01.1001");
  ASSERT_TRUE(Call(&Stub::PreviewRoute, request, response).ok());
  EXPECT_EQ(response.state(), routing::v1::ASSIGNED);
  EXPECT_EQ(response.handling_unit().unit_id(), "31.71.01");
  EXPECT_THAT(response.explanation().text().id(), HasSubstr("Kecamatan Gambir"));
  // An aspiration by default.
  ASSERT_EQ(response.ladder_size(), 1);
  EXPECT_EQ(response.ladder(0).unit_id(), "31.71");
  EXPECT_EQ(routing_->Query("SELECT count(*) FROM routing.ticket"), "0");
  request.set_category_code("x");
  request.set_region_code("99");
  request.set_about_unit_id("nobody:1");
  EXPECT_EQ(ErrorViolations(FromGrpcStatus(Call(&Stub::PreviewRoute, request, response))).size(),
            3u);
}

TEST_F(DirectoryQueries, LocateAPointWithItsChainAndWhatIsNear) {
  routing::v1::LocateRequest request;
  request.mutable_point()->set_latitude(-6.175);
  request.mutable_point()->set_longitude(106.8099);  // 11 m from the border
  routing::v1::LocateResponse response;
  ASSERT_TRUE(Call(&Stub::Locate, request, response).ok());
  EXPECT_TRUE(response.inside());
  EXPECT_EQ(response.village().region_code(), "31.71.01.1001");
  EXPECT_EQ(response.village().name(), "Gambir");
  ASSERT_EQ(response.parents_size(), 3);
  EXPECT_EQ(response.parents(2).region_code(), "31");
  ASSERT_EQ(response.candidates_size(), 1);
  EXPECT_EQ(response.candidates(0).village().region_code(), "31.71.01.1002");
  EXPECT_NEAR(response.candidates(0).distance_m(), 11, 1);
  request.set_accuracy_m(5);
  response.Clear();
  ASSERT_TRUE(Call(&Stub::Locate, request, response).ok());
  EXPECT_EQ(response.candidates_size(), 0);
  request.mutable_point()->set_longitude(106.7955);  // 500 m west of it
  response.Clear();
  ASSERT_TRUE(Call(&Stub::Locate, request, response).ok());
  EXPECT_FALSE(response.inside());
  EXPECT_EQ(response.village().region_code(), "31.71.01.1001");
  EXPECT_NEAR(response.distance_m(), 498, 5);
}

TEST_F(DirectoryQueries, APointThatCannotBeLocatedIsSaidSo) {
  routing::v1::LocateRequest request;
  routing::v1::LocateResponse response;
  EXPECT_EQ(ErrorViolations(FromGrpcStatus(Call(&Stub::Locate, request, response))).size(), 1u);
  request.mutable_point()->set_latitude(91);
  request.mutable_point()->set_longitude(-181);
  request.set_accuracy_m(-1);
  EXPECT_EQ(ErrorViolations(FromGrpcStatus(Call(&Stub::Locate, request, response))).size(), 3u);
  request.clear_accuracy_m();
  request.mutable_point()->set_latitude(1.29);  // Singapore
  request.mutable_point()->set_longitude(103.85);
  const grpc::Status outside = Call(&Stub::Locate, request, response);
  EXPECT_EQ(outside.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(Reason(outside), "OUTSIDE_COUNTRY");
}

TEST_F(DirectoryQueries, PreviewARouteFromAPoint) {
  routing::v1::PreviewRouteRequest request;
  request.set_category_code("kelurahan");
  request.mutable_point()->set_latitude(-6.175);
  request.mutable_point()->set_longitude(106.8099);
  routing::v1::PreviewRouteResponse response;
  ASSERT_TRUE(Call(&Stub::PreviewRoute, request, response).ok());
  EXPECT_EQ(response.handling_unit().unit_id(), "31.71.01.1001");
  EXPECT_THAT(response.explanation().candidate_unit_ids(), ElementsAre("31.71.01.1002"));
  EXPECT_THAT(response.explanation().text().id(), HasSubstr("Kelurahan Cideng"));
}

}  // namespace
}  // namespace salur
