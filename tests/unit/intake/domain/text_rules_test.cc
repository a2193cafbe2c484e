#include "services/intake/domain/text_rules.h"

#include <gtest/gtest.h>

namespace salur::intake {
namespace {

using namespace std::string_literals;

TEST(IsValidUtf8, AcceptsEveryLength) {
  EXPECT_TRUE(IsValidUtf8(""));
  EXPECT_TRUE(IsValidUtf8("jalan rusak"));
  EXPECT_TRUE(IsValidUtf8("caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x9A\xA7"));
  EXPECT_TRUE(IsValidUtf8("\xF4\x8F\xBF\xBF")) << "U+10FFFF";
  EXPECT_TRUE(IsValidUtf8("a\0b"s));
}

TEST(IsValidUtf8, RefusesBrokenForms) {
  for (const char* broken :
       {"\x80", "\xC3", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE2\x82", "\xED\xA0\x80",
        "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xE2\x28\xA1"}) {
    EXPECT_FALSE(IsValidUtf8(broken));
    EXPECT_FALSE(IsValidUtf8(std::string("lampu ") + broken + " mati"));
  }
}

TEST(CountCharacters, CountsCodePoints) {
  EXPECT_EQ(CountCharacters(""), 0U);
  EXPECT_EQ(CountCharacters("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x9A\xA7"), 4U);
}

TEST(FindControlCharacter, NamesTheFirst) {
  EXPECT_EQ(FindControlCharacter("tab\tand\nnew line"), std::nullopt);
  EXPECT_EQ(FindControlCharacter("a\0b"s), "U+0000");
  EXPECT_EQ(FindControlCharacter("a\x1B[31m"), "U+001B");
  EXPECT_EQ(FindControlCharacter("a\x7F"), "U+007F");
  EXPECT_EQ(FindControlCharacter("a\xC2\x9B"), "U+009B");
  EXPECT_EQ(FindControlCharacter("a\rb"), "U+000D");
  EXPECT_EQ(FindControlCharacter("caf\xC3\xA9"), std::nullopt);
}

TEST(NormaliseText, TrimsBothEndsAndUnifiesNewLines) {
  EXPECT_EQ(NormaliseText("  a b \t\n"), "a b");
  EXPECT_EQ(NormaliseText("a\r\nb\rc\n"), "a\nb\nc");
  EXPECT_EQ(NormaliseText("\xEF\xBB\xBF\xC2\xA0 a \xE2\x80\x8B\xE3\x80\x80"), "a");
  EXPECT_EQ(NormaliseText("\xC2\xA0\xE2\x80\x8B \r\n"), "");
  EXPECT_EQ(NormaliseText(""), "");
}

TEST(NormaliseText, LeavesBrokenTextForTheCheck) {
  EXPECT_EQ(NormaliseText("\x80"), "\x80");
  EXPECT_EQ(NormaliseText("a\xFF"), "a\xFF");
}

TEST(IsPlainIdentifier, KnowsItsAlphabet) {
  EXPECT_TRUE(IsPlainIdentifier("aZ09._:-"));
  EXPECT_FALSE(IsPlainIdentifier(""));
  EXPECT_FALSE(IsPlainIdentifier("a b"));
  EXPECT_FALSE(IsPlainIdentifier("a/b"));
  EXPECT_FALSE(IsPlainIdentifier("caf\xC3\xA9"));
}

}  // namespace
}  // namespace salur::intake
