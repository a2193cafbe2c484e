#include "cli/format/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/format/progress.h"
#include "cli/format/table.h"

#include <sstream>

namespace salur::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(DisplayWidth, CountsWhatIsSeen) {
  EXPECT_EQ(DisplayWidth("Gambir"), 6U);
  EXPECT_EQ(DisplayWidth("caf\xC3\xA9"), 4U);
  EXPECT_EQ(DisplayWidth("e\xCC\x81"), 1U);                 // combining accent
  EXPECT_EQ(DisplayWidth("\xE6\xB0\xB4\xE5\xAE\xB3"), 4U);  // two wide characters
  EXPECT_EQ(DisplayWidth("\xF0\x9F\x94\xA5"), 2U);          // fire
  EXPECT_EQ(DisplayWidth("a\xFF"), 2U);
}

TEST(FindBrokenUtf8, NamesTheFirstBadByte) {
  EXPECT_EQ(FindBrokenUtf8("baik \xE2\x86\x92"), std::string::npos);
  EXPECT_EQ(FindBrokenUtf8("ab\xC3"), 2U);
  EXPECT_EQ(FindBrokenUtf8("\xC0\xAF"), 0U);          // overlong
  EXPECT_EQ(FindBrokenUtf8("x\xED\xA0\x80"), 1U);     // surrogate
  EXPECT_EQ(FindBrokenUtf8("\xF4\x90\x80\x80"), 0U);  // above U+10FFFF
}

TEST(Printable, TakesAwayWhatSteersATerminal) {
  EXPECT_EQ(Printable("a\x1b[31mb"), "a\xEF\xBF\xBD[31mb");
  EXPECT_EQ(Printable("a\xC2\x9Bx"), "a\xEF\xBF\xBDx");  // C1 control
  EXPECT_EQ(Printable("a\xE2\x80\xAE"
                      "b"),
            "a\xEF\xBF\xBD"
            "b");  // right-to-left override
  EXPECT_EQ(Printable("bad\xFF"), "bad\xEF\xBF\xBD");
  EXPECT_EQ(Printable("satu\r\ndua\ttiga"), "satu dua tiga");
  EXPECT_EQ(Printable("satu\r\ndua", true), "satu\ndua");
}

TEST(Shorten, CutsAtCharactersAndMarksIt) {
  EXPECT_EQ(Shorten("Kecamatan", 9), "Kecamatan");
  EXPECT_EQ(Shorten("Kecamatan", 5), "Keca\xE2\x80\xA6");
  EXPECT_EQ(Shorten("a b", 2), "a\xE2\x80\xA6");
  EXPECT_EQ(Shorten("\xE6\xB0\xB4\xE5\xAE\xB3", 3), "\xE6\xB0\xB4\xE2\x80\xA6");
  EXPECT_EQ(Shorten("abc", 0), "");
}

TEST(Wrap, BreaksAtSpacesAndKeepsLines) {
  EXPECT_THAT(Wrap("satu dua tiga", 8), ElementsAre("satu dua", "tiga"));
  EXPECT_THAT(Wrap("satu\n\ndua", 20), ElementsAre("satu", "", "dua"));
  EXPECT_THAT(Wrap("pendek katayangsangatpanjang", 8),
              ElementsAre("pendek", "katayangsangatpanjang"));
  EXPECT_THAT(Wrap("", 10), ElementsAre(""));
}

TEST(Grouped, SetsCommas) {
  EXPECT_EQ(Grouped(0), "0");
  EXPECT_EQ(Grouped(999), "999");
  EXPECT_EQ(Grouped(91599), "91,599");
  EXPECT_EQ(Grouped(-1234567), "-1,234,567");
}

TEST(TableLayout, AlignsByWhatIsSeen) {
  Table table({{"NAMA"}, {"N", true}});
  table.AddRow({"caf\xC3\xA9", "7"});
  table.AddRow({"Gambir", "12"});
  EXPECT_EQ(table.Render(Style(), {}),
            "NAMA     N\n"
            "caf\xC3\xA9     7\n"
            "Gambir  12\n");
}

TEST(TableLayout, GivesWayInFlexibleColumnsOnly) {
  Table table({{"UNIT"}, {"NAME", false, true}});
  table.AddRow({"perhubungan:35.78", "Dinas Perhubungan Kota Surabaya"});
  const std::string text = table.Render(Style(), {0, 40});
  EXPECT_THAT(text, HasSubstr("perhubungan:35.78  Dinas Perhubungan Ko\xE2\x80\xA6\n"));
  EXPECT_THAT(table.Render(Style(), {0, 0}), HasSubstr("Dinas Perhubungan Kota Surabaya\n"));
}

TEST(TableLayout, LeavesNoTrailingSpacesAndNoControlCharacters) {
  Table table({{"A"}, {"B"}});
  table.AddRow({"x\x1b[2J"});
  EXPECT_EQ(table.Render(Style(), {2, 80}), "  A      B\n  x\xEF\xBF\xBD[2J\n");
}

TEST(TableLayout, UsesWeightOnlyWithColour) {
  Table table({{"A"}});
  table.AddRow({"x"});
  EXPECT_THAT(table.Render(Style(true), {}), HasSubstr("\x1b[1mA\x1b[0m"));
  EXPECT_THAT(table.Render(Style(false), {}), Not(HasSubstr("\x1b")));
}

TEST(SheetLayout, WrapsLongValuesUnderThemselves) {
  Sheet sheet;
  sheet.Add("Mengapa", "satu dua tiga empat lima enam tujuh");
  sheet.Add("Kosong", "");
  EXPECT_EQ(sheet.Render(Style(), {0, 32}),
            "Mengapa  satu dua tiga empat\n"
            "         lima enam tujuh\n");
}

TEST(ProgressLines, ArePlainAndFewWithoutATerminal) {
  std::ostringstream out;
  Progress progress(out, Terminal());
  for (int done = 0; done <= 1000; ++done) progress.Update("store", done, 1000);
  progress.Finish();
  EXPECT_EQ(
      out.str(),
      "store 0/1,000\nstore 250/1,000\nstore 500/1,000\nstore 750/1,000\nstore 1,000/1,000\n");
}

TEST(ProgressLines, MoveOnATerminal) {
  std::ostringstream out;
  Progress progress(out, {true, 80});
  progress.Update("store", 1, 2);
  progress.Finish();
  EXPECT_THAT(out.str(), HasSubstr("\rstore   [###############...............] 1/2\x1b[K"));
  EXPECT_THAT(out.str(), Not(HasSubstr("\n")));
}

}  // namespace
}  // namespace salur::cli
