#include "services/intake/domain/tracking_number.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "common/base/errors.h"
#include "services/intake/crypto/openssl_keyed_hash.h"

namespace salur::intake {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

class TrackingNumberTest : public ::testing::Test {
 protected:
  TrackingNumber At(std::uint64_t position) const { return *sequence_.At(position); }

  const OpenSslKeyedHash hash_{std::string(32, 'k')};
  const TrackingNumberSequence sequence_{hash_};
};

TEST_F(TrackingNumberTest, PrintsThreeGroupsOfThree) {
  const std::string text = At(0).ToString();
  ASSERT_EQ(text.size(), 11U);
  EXPECT_EQ(text[3], '-');
  EXPECT_EQ(text[7], '-');
  EXPECT_EQ(text.find_first_of("ILOU"), std::string::npos);
}

TEST_F(TrackingNumberTest, ReadsBackWhatItPrints) {
  for (std::uint64_t position : {0UL, 1UL, 12345UL, (1UL << 20) - 1, 1UL << 20, (1UL << 40) - 1}) {
    const TrackingNumber number = At(position);
    EXPECT_EQ(*TrackingNumber::Parse(number.ToString()), number) << position;
    EXPECT_EQ(*TrackingNumber::FromValue(number.value()), number);
  }
}

TEST_F(TrackingNumberTest, NeverGivesANumberTwice) {
  std::set<std::uint64_t> seen;
  for (std::uint64_t position = 0; position < 20'000; ++position) {
    seen.insert(At(position).value());
    seen.insert(At(kTrackingNumbers - 1 - position).value());
  }
  EXPECT_EQ(seen.size(), 40'000U);
}

TEST_F(TrackingNumberTest, NeighboursLookUnrelated) {
  // With a random permutation two neighbours share a symbol in one of 32 places on average.
  int equal = 0;
  for (std::uint64_t position = 0; position < 1'000; ++position) {
    const std::string a = At(position).ToString();
    const std::string b = At(position + 1).ToString();
    for (const std::size_t place : {0U, 1U, 2U, 4U, 5U, 6U, 8U, 9U}) equal += a[place] == b[place];
  }
  EXPECT_GT(equal, 8'000 / 32 / 2);
  EXPECT_LT(equal, 8'000 / 32 * 2);
}

TEST_F(TrackingNumberTest, AnotherKeyGivesOtherNumbers) {
  const OpenSslKeyedHash other_hash{std::string(32, 'x')};
  EXPECT_NE(TrackingNumberSequence(other_hash).At(7)->value(), At(7).value());
}

TEST_F(TrackingNumberTest, KeepsTheNumbersThatWereGivenOutOnce) {
  // If this fails, receipts of complaints already filed would clash with new ones.
  EXPECT_EQ(At(0).ToString(), "NK3-4DP-M83");
  EXPECT_EQ(At(1).ToString(), "P95-6C1-XJN");
}

TEST_F(TrackingNumberTest, EndsAfterTheLastNumber) {
  EXPECT_EQ(ErrorReason(sequence_.At(kTrackingNumbers).status()), "TRACKING_NUMBERS_EXHAUSTED");
  EXPECT_FALSE(TrackingNumber::FromValue(kTrackingNumbers).ok());
}

TEST_F(TrackingNumberTest, ReadsWhatPeopleType) {
  const TrackingNumber number = *TrackingNumber::FromValue(1);  // all digits 0 and 1 but one
  const std::string text = number.ToString();
  std::string typed;
  for (const char c : text) {
    if (c == '-') {
      typed += " - ";
    } else {
      typed += c == '0' ? 'o' : c == '1' ? 'l' : static_cast<char>(std::tolower(c));
    }
  }
  EXPECT_EQ(*TrackingNumber::Parse(typed), number);
  typed.erase(
      std::remove_if(typed.begin(), typed.end(), [](char c) { return c == ' ' || c == '-'; }),
      typed.end());
  EXPECT_EQ(*TrackingNumber::Parse(typed), number);
}

TEST_F(TrackingNumberTest, NoticesEverySingleWrongSymbol) {
  for (std::uint64_t position = 0; position < 50; ++position) {
    const std::string text = At(position).ToString();
    for (std::size_t place = 0; place < text.size(); ++place) {
      if (text[place] == '-') continue;
      for (const char symbol : kAlphabet) {
        std::string wrong = text;
        wrong[place] = symbol;
        EXPECT_EQ(TrackingNumber::Parse(wrong).ok(), symbol == text[place]) << wrong;
      }
    }
  }
}

TEST_F(TrackingNumberTest, NoticesEveryExchangeOfTwoSymbols) {
  for (std::uint64_t position = 0; position < 200; ++position) {
    const std::string text = At(position).ToString();
    for (std::size_t a = 0; a < text.size(); ++a) {
      for (std::size_t b = a + 1; b < text.size(); ++b) {
        if (text[a] == '-' || text[b] == '-' || text[a] == text[b]) continue;
        std::string wrong = text;
        std::swap(wrong[a], wrong[b]);
        EXPECT_FALSE(TrackingNumber::Parse(wrong).ok()) << wrong;
      }
    }
  }
}

TEST_F(TrackingNumberTest, SaysWhatIsWrong) {
  const auto message = [](std::string_view text) {
    return std::string(TrackingNumber::Parse(text).status().message());
  };
  EXPECT_THAT(message(""), HasSubstr("this one has 0"));
  EXPECT_THAT(message("7K3-M9"), HasSubstr("this one has 5"));
  EXPECT_THAT(message("7K3-M9Q-X2H-7"), HasSubstr("has more"));
  EXPECT_THAT(message("7K3-M9U-X2H"), HasSubstr("place 6"));
  std::string wrong = At(3).ToString();
  std::swap(wrong[0], wrong[1]);
  EXPECT_THAT(message(wrong), HasSubstr("check character"));
  EXPECT_EQ(ErrorReason(TrackingNumber::Parse("!").status()), "TRACKING_NUMBER_MALFORMED");
}

}  // namespace
}  // namespace salur::intake
