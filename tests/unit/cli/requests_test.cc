#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/client/error.h"
#include "cli/requests/csv.h"
#include "cli/requests/file_request.h"
#include "cli/requests/holidays_file.h"
#include "cli/requests/ticket_request.h"

namespace salur::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string Text(const absl::Status& status) { return RenderText(Describe(status), Style()); }

TEST(Csv, ReadsQuotesLineEndsAndEmptyCells) {
  const auto rows = ParseCsv(
      "\xEF\xBB\xBF"
      "a,\"b, c\",\r\n\r\n\"say \"\"hi\"\"\nthere\",x,y\nlast,,",
      "f");
  ASSERT_TRUE(rows.ok()) << rows.status();
  ASSERT_EQ(rows->size(), 3U);
  EXPECT_THAT((*rows)[0].cells, ElementsAre("a", "b, c", ""));
  EXPECT_THAT((*rows)[1].cells, ElementsAre("say \"hi\"\nthere", "x", "y"));
  EXPECT_EQ((*rows)[1].line, 3);
  EXPECT_EQ((*rows)[2].line, 5);
  EXPECT_THAT((*rows)[2].cells, ElementsAre("last", "", ""));
}

TEST(Csv, NamesTheLineOfABrokenQuote) {
  EXPECT_THAT(Text(ParseCsv("a\n\"open\n\n", "f.csv").status()),
              HasSubstr("f.csv:2: a quote is opened here and never closed"));
  EXPECT_THAT(Text(ParseCsv("\"a\"b\n", "f.csv").status()), HasSubstr("f.csv:1: text behind"));
}

TEST(HolidaysFile, ReadsNationalAndLocalDays) {
  const auto holidays = ParseHolidays(
      "date,kind,name,decree,region_code\n"
      "2026-03-19,national_holiday,\"Nyepi, Saka 1948\",SKB 1,\n"
      "2026-06-22,local_holiday,HUT Jakarta,Pergub,31\n",
      "libur.csv");
  ASSERT_TRUE(holidays.ok()) << holidays.status();
  ASSERT_EQ(holidays->size(), 2U);
  EXPECT_EQ((*holidays)[0].name(), "Nyepi, Saka 1948");
  EXPECT_EQ((*holidays)[1].region_code(), "31");
}

TEST(HolidaysFile, ListsEveryBadLine) {
  const std::string text = Text(ParseHolidays("date,kind,name,decree\n"
                                              "2026-02-30,national_holiday,A,S\n"
                                              "2026-01-01,party,B,S\n"
                                              "2026-01-02,joint_leave,,S\n"
                                              "2026-01-03,local_holiday,C,S\n"
                                              "2026-01-05,joint_leave,D,S\n"
                                              "2026-01-05,national_holiday,E,S\n"
                                              "2026-01-06,joint_leave\n",
                                              "h.csv")
                                    .status());
  EXPECT_THAT(text, HasSubstr("h.csv: 6 lines are wrong; nothing was sent"));
  EXPECT_THAT(text, HasSubstr("h.csv:2: date \"2026-02-30\": must be a day, YYYY-MM-DD"));
  EXPECT_THAT(text, HasSubstr("h.csv:3: kind \"party\""));
  EXPECT_THAT(text, HasSubstr("h.csv:4: name: must not be empty"));
  EXPECT_THAT(text, HasSubstr("h.csv:5: region_code: a local_holiday needs one"));
  EXPECT_THAT(text, HasSubstr("h.csv:7: the day 2026-01-05 stands in line 6 already"));
  EXPECT_THAT(text, HasSubstr("h.csv:8: 2 cells instead of 4"));
}

TEST(HolidaysFile, RefusesUnknownOrMissingColumns) {
  EXPECT_THAT(Text(ParseHolidays("date,kind,name\n", "h").status()),
              HasSubstr("\"decree\" is missing"));
  EXPECT_THAT(Text(ParseHolidays("date,kind,name,decree,x\n", "h").status()),
              HasSubstr("\"x\" is unknown"));
  EXPECT_THAT(Text(ParseHolidays("", "h").status()), HasSubstr("empty"));
  EXPECT_THAT(Text(ParseHolidays("date\n\xFF\n", "h").status()), HasSubstr("h:2: not UTF-8"));
}

TEST(FileRequest, CarriesEveryFlag) {
  FileOptions options;
  options.request_id = "r1";
  options.complaint_class = "aspirasi";
  options.category = "kerja-bakti";
  options.text = "Usul";
  options.region = "73.71.02.1005";
  options.latitude = -5.1;
  options.longitude = 119.4;
  options.accuracy_m = 12;
  options.channel = "counter";
  options.anonymous = true;
  options.about_unit = "73.71";
  options.received_time = "2026-01-31T08:30:00+07:00";
  options.external_system = "lapor";
  options.external_id = "42";
  const auto request = BuildFileRequest(options);
  ASSERT_TRUE(request.ok()) << request.status();
  EXPECT_EQ(request->class_(), common::v1::ASPIRATION);
  EXPECT_EQ(request->channel(), intake::v1::COUNTER);
  EXPECT_EQ(request->location().region_code(), "73.71.02.1005");
  EXPECT_DOUBLE_EQ(request->location().point().longitude(), 119.4);
  EXPECT_DOUBLE_EQ(request->location().accuracy_m(), 12);
  EXPECT_TRUE(request->anonymous());
  EXPECT_FALSE(request->confidential());
  EXPECT_TRUE(request->has_received_time());
  EXPECT_FALSE(request->has_occurred_time());
  EXPECT_EQ(request->external_reference().id(), "42");
  EXPECT_EQ(request->reporter().partner_reporter_id(), "salurctl");
}

TEST(FileRequest, LeavesJudgingValuesToTheService) {
  FileOptions options;
  options.text = std::string("nul\0inside", 10);
  options.latitude = 91;
  options.longitude = 0;
  options.region = "99.99";
  const auto request = BuildFileRequest(options);
  ASSERT_TRUE(request.ok());
  EXPECT_EQ(request->text().size(), 10U);
  EXPECT_DOUBLE_EQ(request->location().point().latitude(), 91);
}

TEST(FileRequest, HasNoLocationWhenNoneIsGiven) {
  EXPECT_FALSE(BuildFileRequest(FileOptions())->has_location());
}

TEST(FileRequest, RefusesWhatCannotBeSaid) {
  FileOptions options;
  options.complaint_class = "rant";
  EXPECT_THAT(Text(BuildFileRequest(options).status()), HasSubstr("one of: complaint, aspiration"));
  options = {};
  options.latitude = 1.0;
  EXPECT_THAT(Text(BuildFileRequest(options).status()), HasSubstr("--lat and --lon"));
  options = {};
  options.occurred_time = "kemarin";
  EXPECT_THAT(Text(BuildFileRequest(options).status()), HasSubstr("--occurred-time kemarin"));
  options = {};
  options.text = "ab\xFF";
  EXPECT_THAT(Text(BuildFileRequest(options).status()), HasSubstr("--text is not UTF-8 (byte 3)"));
  EXPECT_EQ(Describe(BuildFileRequest(options).status()).exit_code, kUsage);
}

TEST(TicketRequests, TakeStatesAsListOrRepeated) {
  TicketListOptions options;
  options.unit = "35.78";
  options.subtree = true;
  options.states = {"assigned,in-progress", "RESOLVED"};
  const auto request = BuildListRequest(options);
  ASSERT_TRUE(request.ok());
  EXPECT_THAT(request->states(),
              ElementsAre(routing::v1::ASSIGNED, routing::v1::IN_PROGRESS, routing::v1::RESOLVED));
  EXPECT_TRUE(request->include_subtree());
  options.states = {"lost"};
  EXPECT_THAT(Text(BuildListRequest(options).status()), HasSubstr("--state lost"));
}

TEST(TicketRequests, ResolveNeedsAKnownOutcome) {
  ResolveOptions options;
  options.outcome = "cannot";
  options.legal_basis = "Perda 3/2019";
  EXPECT_EQ(BuildResolveRequest(options)->outcome(), routing::v1::CANNOT);
  options.outcome = "maybe";
  EXPECT_THAT(Text(BuildResolveRequest(options).status()), HasSubstr("done, answered, cannot"));
}

TEST(RouteRequest, ReadsTheClass) {
  RouteOptions options;
  options.complaint_class = "information";
  options.about_unit = "31.71";
  EXPECT_EQ(BuildRouteRequest(options)->class_(), common::v1::INFORMATION_REQUEST);
  EXPECT_EQ(BuildRouteRequest(options)->about_unit_id(), "31.71");
}

}  // namespace
}  // namespace salur::cli
