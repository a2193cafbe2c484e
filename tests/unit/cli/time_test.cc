#include "cli/format/time.h"

#include <gtest/gtest.h>

#include "cli/format/labels.h"

namespace salur::cli {
namespace {

absl::Time At(std::string_view text) { return *ParseTime(text); }

TEST(FormatTime, SpeaksTheZonesOfIndonesia) {
  const absl::Time time = At("2025-11-21T16:30:00Z");
  EXPECT_EQ(FormatTime(time, kDefaultZone), "2025-11-21 23:30 WIB");
  EXPECT_EQ(FormatTime(time, "Asia/Pontianak"), "2025-11-21 23:30 WIB");
  EXPECT_EQ(FormatTime(time, "Asia/Makassar"), "2025-11-22 00:30 WITA");
  EXPECT_EQ(FormatTime(time, "Asia/Jayapura"), "2025-11-22 01:30 WIT");
  EXPECT_EQ(FormatTime(time, "Mars/Olympus"), "2025-11-21 23:30 WIB");
  EXPECT_EQ(FormatTime(google::protobuf::Timestamp()), "");
}

TEST(FormatDue, ReadsMidnightAsTheEndOfTheDayBefore) {
  EXPECT_EQ(FormatDue(ToTimestamp(At("2026-03-26T00:00:00+07:00"))), "2026-03-25 24:00 WIB");
  EXPECT_EQ(FormatDue(ToTimestamp(At("2026-03-26T00:00:00+09:00")), "Asia/Jayapura"),
            "2026-03-25 24:00 WIT");
  EXPECT_EQ(FormatDue(ToTimestamp(At("2026-03-25T10:00:00+07:00"))), "2026-03-25 10:00 WIB");
}

TEST(FormatDate, NamesDaysAndMonthsInBothLanguages) {
  const absl::Time time = At("2025-12-01T20:00:00Z");
  EXPECT_EQ(FormatDate(time, kDefaultZone, Language::kIndonesian), "Sel 02 Des 2025");
  EXPECT_EQ(FormatDate(time, kDefaultZone, Language::kEnglish), "Tue 02 Dec 2025");
}

TEST(ParseTime, WantsRfc3339) {
  EXPECT_TRUE(ParseTime("2026-01-31T08:30:00+07:00").has_value());
  EXPECT_TRUE(ParseTime("2026-01-31T08:30:00.5Z").has_value());
  EXPECT_FALSE(ParseTime("2026-01-31").has_value());
  EXPECT_FALSE(ParseTime("kemarin").has_value());
  EXPECT_EQ(ToTime(ToTimestamp(At("2026-01-31T08:30:00.25Z"))), At("2026-01-31T08:30:00.25Z"));
}

TEST(ParseDuration, TakesUnitsOrSeconds) {
  EXPECT_EQ(ParseDuration("20s"), absl::Seconds(20));
  EXPECT_EQ(ParseDuration("1m30s"), absl::Seconds(90));
  EXPECT_EQ(ParseDuration("0.5"), absl::Milliseconds(500));
  for (const char* bad : {"", "soon", "0", "-1s", "inf", "nan", "1e300", "25h"}) {
    EXPECT_FALSE(ParseDuration(bad).has_value()) << bad;
  }
}

TEST(Labels, AreReadBackInBothLanguages) {
  EXPECT_EQ(ParseClass("Aspirasi"), common::v1::ASPIRATION);
  EXPECT_EQ(ParseClass("information-request"), common::v1::INFORMATION_REQUEST);
  EXPECT_EQ(ParseClass("information"), common::v1::INFORMATION_REQUEST);
  EXPECT_FALSE(ParseClass("rant").has_value());
  EXPECT_EQ(ParseTicketState("IN_PROGRESS"), routing::v1::IN_PROGRESS);
  EXPECT_EQ(ParseTicketState("waiting-for-reporter"), routing::v1::WAITING_FOR_REPORTER);
  EXPECT_EQ(ParseTicketState("triase"), routing::v1::TRIAGE);
  EXPECT_EQ(ParseOutcome("cannot"), routing::v1::CANNOT);
  EXPECT_EQ(ParseOutcome("Done"), routing::v1::DONE);
  EXPECT_EQ(ParseChannel("mobile_app"), intake::v1::MOBILE_APP);
  EXPECT_FALSE(ParseChannel("pigeon").has_value());
}

TEST(Labels, EveryValueOfTheContractHasAWord) {
  const auto check = [](const auto* descriptor, auto label) {
    for (int i = 1; i < descriptor->value_count(); ++i) {
      for (const Language language : {Language::kIndonesian, Language::kEnglish}) {
        const std::string word = label(descriptor->value(i)->number(), language);
        EXPECT_NE(word.front(), '?') << descriptor->value(i)->full_name();
      }
    }
  };
  check(common::v1::ComplaintClass_descriptor(), [](int value, Language language) {
    return Label(static_cast<common::v1::ComplaintClass>(value), language);
  });
  check(common::v1::Level_descriptor(), [](int value, Language language) {
    return Label(static_cast<common::v1::Level>(value), language);
  });
  check(intake::v1::ComplaintState_descriptor(), [](int value, Language language) {
    return Label(static_cast<intake::v1::ComplaintState>(value), language);
  });
  check(routing::v1::TicketState_descriptor(), [](int value, Language language) {
    return Label(static_cast<routing::v1::TicketState>(value), language);
  });
  check(routing::v1::FactKind_descriptor(), [](int value, Language language) {
    return Label(static_cast<routing::v1::FactKind>(value), language);
  });
  check(escalation::v1::ClockKind_descriptor(), [](int value, Language language) {
    return Label(static_cast<escalation::v1::ClockKind>(value), language);
  });
  EXPECT_EQ(Label(static_cast<routing::v1::TicketState>(99), Language::kEnglish), "?99");
}

}  // namespace
}  // namespace salur::cli
