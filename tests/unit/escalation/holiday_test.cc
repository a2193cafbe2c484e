#include "services/escalation/domain/holiday.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/escalation/escalation_testing.h"

namespace salur::escalation {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> BadFields(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const FieldViolation& violation : ErrorViolations(status)) fields.push_back(violation.field);
  return fields;
}

TEST(Holiday, TheNationalListParsesAndIsSound) {
  const std::vector<Holiday> holidays = NationalHolidays();
  EXPECT_EQ(holidays.size(), 108u);
  EXPECT_THAT(CheckHolidays(holidays), IsEmpty());
}

TEST(Holiday, ParsesARow) {
  const auto holiday = ParseHoliday({"2026-04-17", "local_holiday", "Hari Jadi", "SK 1", "51.03"});
  ASSERT_TRUE(holiday.ok()) << holiday.status();
  EXPECT_EQ(holiday->date, absl::CivilDay(2026, 4, 17));
  EXPECT_EQ(holiday->kind, HolidayKind::kLocal);
  EXPECT_EQ(holiday->region, "51.03");
  EXPECT_EQ(FormatDate(holiday->date), "2026-04-17");
}

TEST(Holiday, NamesEveryBadColumnOfARow) {
  const auto status = ParseHoliday({"2026-02-30", "feast", "", "", ""}).status();
  EXPECT_EQ(ErrorReason(status), "INVALID_FIELDS");
  EXPECT_THAT(BadFields(status), ElementsAre("date", "kind", "name"));
}

TEST(Holiday, RefusesImpossibleDates) {
  for (const char* bad : {"", "2026-3-1", "2026-13-01", "2026-02-29", "2026/03/01", "20260301",
                          "2026-00-10", "1999-12-31", "2101-01-01", "2026-01-0x"}) {
    EXPECT_FALSE(ParseHoliday({bad, "national_holiday", "Hari", "", ""}).ok()) << bad;
  }
  EXPECT_TRUE(ParseHoliday({"2028-02-29", "national_holiday", "Hari", "", ""}).ok());
}

TEST(Holiday, OnlyLocalHolidaysHaveARegion) {
  EXPECT_FALSE(ParseHoliday({"2026-01-05", "national_holiday", "Hari", "", "51"}).ok());
  EXPECT_FALSE(ParseHoliday({"2026-01-05", "local_holiday", "Hari", "", ""}).ok());
  EXPECT_FALSE(ParseHoliday({"2026-01-05", "local_holiday", "Hari", "", "Bali"}).ok());
}

TEST(Holiday, AListWithARepeatedRowIsRefused) {
  const Holiday day{absl::CivilDay(2026, 1, 5), HolidayKind::kNational, "Hari", "", ""};
  const auto violations = CheckHolidays({day, day});
  ASSERT_EQ(violations.size(), 1u);
  EXPECT_EQ(violations[0].field, "holidays[1].date");
}

}  // namespace
}  // namespace salur::escalation
