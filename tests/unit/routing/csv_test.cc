#include "services/routing/domain/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/errors.h"

namespace salur::routing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

using Rows = std::vector<std::vector<std::string>>;

absl::StatusOr<Rows> ReadAll(std::string_view text) {
  SALUR_ASSIGN_OR_RETURN(CsvReader reader, CsvReader::Open("f.csv", text, {"a", "b"}));
  Rows rows;
  while (true) {
    SALUR_ASSIGN_OR_RETURN(const bool more, reader.Next());
    if (!more) return rows;
    rows.push_back(
        {std::string(reader.Cell(0)), std::string(reader.Cell(1)), std::to_string(reader.line())});
  }
}

TEST(CsvReader, ReadsPlainAndQuotedCells) {
  const auto rows = ReadAll("a,b\n1,2\n\"x, \"\"y\"\"\",\n,\"\"\n");
  ASSERT_TRUE(rows.ok()) << rows.status();
  EXPECT_THAT(*rows, ElementsAre(ElementsAre("1", "2", "2"), ElementsAre("x, \"y\"", "", "3"),
                                 ElementsAre("", "", "4")));
}

TEST(CsvReader, CountsLinesThroughQuotedLineBreaks) {
  const auto rows = ReadAll("a,b\r\n\"1\r\n2\",x\r\n\r\n3,4");
  ASSERT_TRUE(rows.ok()) << rows.status();
  EXPECT_THAT(*rows, ElementsAre(ElementsAre("1\r\n2", "x", "2"), ElementsAre("3", "4", "5")));
}

TEST(CsvReader, TakesColumnsInAnyOrderAndAByteOrderMark) {
  const auto rows = ReadAll(
      "\xEF\xBB\xBF"
      "b,a\n2,1\n");
  ASSERT_TRUE(rows.ok()) << rows.status();
  EXPECT_THAT(*rows, ElementsAre(ElementsAre("1", "2", "2")));
}

TEST(CsvReader, NamesFileLineColumnAndReason) {
  struct Case {
    std::string text, message, line, column;
  };
  const std::vector<Case> cases = {
      {"", "the file is empty", "0", ""},
      {"a\n1\n", "column \"b\" is missing", "1", ""},
      {"a,b,c\n", "unknown column \"c\"", "1", ""},
      {"a,b,a\n", "appears twice", "1", ""},
      {"a,b\n1,2\n1\n", "has 1 cells, the header has 2", "3", ""},
      {"a,b\n1,2,3\n", "has 3 cells", "2", ""},
      {"a,b\n1,x\"y\"\n", "a quote may stand only around", "2", "b"},
      {"a,b\n\"1,2\n", "closing quote is missing", "2", "a"},
      {"a,b\n\"1\"x,2\n", "text after the closing quote", "2", "a"},
      {"a,b\n1,\xC3\n", "is not valid UTF-8", "2", "b"},
      {"a,b\n1,\xED\xA0\x80\n", "is not valid UTF-8", "2", "b"},
      {std::string("a,b\n1,x\0y\n", 10), "U+0000", "2", "b"},
      {"a,b\n" + std::string(kCsvCellBytesMax + 1, 'x') + ",2\n", "longer than", "2", "a"},
  };
  for (const Case& c : cases) {
    const absl::Status status = ReadAll(c.text).status();
    EXPECT_EQ(ErrorReason(status), "BAD_FILE") << c.text;
    EXPECT_THAT(std::string(status.message()), HasSubstr(c.message));
    EXPECT_EQ(ErrorMetadata(status)["file"], "f.csv");
    EXPECT_EQ(ErrorMetadata(status)["line"], c.line) << c.text;
    EXPECT_EQ(ErrorMetadata(status)["column"], c.column) << c.text;
  }
}

TEST(CsvReader, KeepsNamesOfAllLanguages) {
  const auto rows = ReadAll("a,b\nÉ—☂—😀,x\n");
  ASSERT_TRUE(rows.ok()) << rows.status();
  EXPECT_EQ((*rows)[0][0], "É—☂—😀");
}

}  // namespace
}  // namespace salur::routing
