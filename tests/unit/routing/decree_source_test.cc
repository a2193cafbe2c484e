// What a file of decrees may say.
#include "services/routing/domain/decree_source.h"

#include <gtest/gtest.h>

#include "common/base/errors.h"

namespace salur::routing {
namespace {

constexpr char kHeader[] = "decree,valid_from,change,old_code,new_code,new_name,note\n";

absl::StatusOr<std::vector<DecreeRow>> Parse(const std::string& rows) {
  return ParseDecrees(kHeader + rows);
}

TEST(DecreeSource, ReadsEveryChange) {
  const auto rows = Parse(
      "Perda 1,2026-01-31,recode,35.78.01.1001,35.78.01.1009,,\n"
      "Perda 1,2026-01-31,rename,31.71.01.1001,,Gambir Baru,\"a, note\"\n"
      "Perda 1,2026-01-31,rename,31.71.01,31.71.01,Gambir,\n"
      "Perda 2,2026-02-01,split,31.71.01.1002,31.71.01.1002,,\n"
      "Perda 2,2026-02-01,split,31.71.01.1002,31.71.01.1005,Cideng Timur,\n"
      "Perda 3,2026-02-01,merge,91.71.01.1001,91.71.01.1002,,\n"
      "Perda 4,2026-02-01,move,35.78.02,35.79.01,,\n");
  ASSERT_TRUE(rows.ok()) << rows.status();
  ASSERT_EQ(rows->size(), 7u);
  EXPECT_EQ((*rows)[0].change, DecreeChange::kRecode);
  EXPECT_EQ((*rows)[0].new_code.ToString(), "35.78.01.1009");
  EXPECT_FALSE((*rows)[0].Keeps());
  EXPECT_EQ((*rows)[1].new_name, "Gambir Baru");
  EXPECT_EQ((*rows)[1].note, "a, note");
  EXPECT_TRUE((*rows)[1].Keeps());
  EXPECT_EQ((*rows)[4].line, 6);
  EXPECT_EQ((*rows)[6].change, DecreeChange::kMove);
}

TEST(DecreeSource, RefusesWithLineColumnAndReason) {
  struct Wrong {
    const char* rows;
    const char* message;
  };
  const Wrong wrongs[] = {
      {"", "decrees.csv: there is no change in it"},
      {",2026-01-31,recode,35.78.01.1001,35.78.01.1009,,\n",
       "decrees.csv line 2, column decree: is empty"},
      {"P,2026-02-30,recode,35.78.01.1001,35.78.01.1009,,\n",
       "decrees.csv line 2, column valid_from: is not a date such as 2026-01-31"},
      {"P,2026-01-31,abolish,35.78.01.1001,35.78.01.1009,,\n",
       "decrees.csv line 2, column change: \"abolish\" is not one of recode, rename, split, merge, "
       "move"},
      {"P,2026-01-31,recode,35.7,35.78,,\n",
       "decrees.csv line 2, column old_code: \"35.7\" is not a region code such as 31.71.01.1001"},
      {"P,2026-01-31,recode,35.78,35.78.01,,\n",
       "decrees.csv line 2, column new_code: has to be of the same level as old_code"},
      {"P,2026-01-31,recode,35.78,35.78,,\n",
       "decrees.csv line 2, column new_code: is the code as before"},
      {"P,2026-01-31,recode,35.78.01,35.79.01,,\n",
       "decrees.csv line 2, column change: has to be move: the parent is another one"},
      {"P,2026-01-31,move,35.78.01,35.78.02,,\n",
       "decrees.csv line 2, column change: has to be recode: the parent is the same"},
      {"P,2026-01-31,rename,35.78,35.79,X,\n",
       "decrees.csv line 2, column new_code: has to be empty or old_code: a name changes"},
      {"P,2026-01-31,rename,35.78,,,\n", "decrees.csv line 2, column new_name: is empty"},
      {"P,2026-01-31,split,35.78.01.1001,35.78.01.1002,X,\n",
       "decrees.csv line 2, column change: a split has two rows or more with the same old_code"},
      {"P,2026-01-31,merge,35.78,35.78,X,\n",
       "decrees.csv line 2, column change: a merge needs another row with the same new_code"},
      {"P,2026-01-31,recode,35.78,35.79,,\nP,2026-01-31,recode,35.78,35.80,,\n",
       "decrees.csv line 3, column old_code: is changed in line 2 already"},
      {"P,2026-01-31,split,35.78,35.79,,\nQ,2026-01-31,split,35.78,35.80,,\n",
       "decrees.csv line 3, column decree: of a split, and its day, have to be those of line 2"},
      {"P,2026-01-31,recode,35.78,35.80,,\nP,2026-01-31,recode,35.79,35.80,,\n",
       "decrees.csv line 3, column new_code: is taken in line 2 already"},
      // A circle of successors.
      {"P,2026-01-31,recode,35.78,35.79,,\nP,2026-01-31,recode,35.79,35.78,,\n",
       "decrees.csv line 2, column new_code: is given away in line 3: a code cannot mean two "
       "regions on one day"}};
  for (const Wrong& wrong : wrongs) {
    const auto rows = Parse(wrong.rows);
    EXPECT_EQ(ErrorReason(rows.status()), "BAD_FILE") << wrong.rows;
    EXPECT_EQ(std::string(rows.status().message()), wrong.message);
  }
}

}  // namespace
}  // namespace salur::routing
