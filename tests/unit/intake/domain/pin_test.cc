#include "services/intake/domain/pin.h"

#include <gtest/gtest.h>

#include <set>

#include "services/intake/crypto/openssl_keyed_hash.h"

namespace salur::intake {
namespace {

constexpr std::string_view kId = "018f3c1e-7b7a-7000-8000-000000000001";

class PinTest : public ::testing::Test {
 protected:
  const OpenSslKeyedHash hash_{std::string(32, 'p')};
  const PinDeriver pins_{hash_};
};

TEST_F(PinTest, IsSixDigitsAndAlwaysTheSame) {
  const std::string pin = pins_.Derive(kId);
  EXPECT_EQ(pin.size(), 6U);
  EXPECT_EQ(pin.find_first_not_of("0123456789"), std::string::npos);
  EXPECT_EQ(pins_.Derive(kId), pin);
}

TEST_F(PinTest, DiffersByComplaintAndByKey) {
  std::set<std::string> pins;
  for (int i = 0; i < 1'000; ++i) pins.insert(pins_.Derive(std::to_string(i)));
  EXPECT_GT(pins.size(), 990U);
  const OpenSslKeyedHash other{std::string(32, 'q')};
  EXPECT_NE(PinDeriver(other).Derive(kId), pins_.Derive(kId));
}

TEST_F(PinTest, MatchesOnlyTheWholePin) {
  const std::string pin = pins_.Derive(kId);
  EXPECT_TRUE(pins_.Matches(kId, pin));
  EXPECT_FALSE(pins_.Matches(kId, pin.substr(0, 5)));
  EXPECT_FALSE(pins_.Matches(kId, pin + "0"));
  for (std::size_t i = 0; i < pin.size(); ++i) {
    std::string wrong = pin;
    wrong[i] = wrong[i] == '9' ? '0' : static_cast<char>(wrong[i] + 1);
    EXPECT_FALSE(pins_.Matches(kId, wrong));
  }
}

TEST(NormalisePin, ReadsWhatPeopleType) {
  EXPECT_EQ(NormalisePin("012345"), "012345");
  EXPECT_EQ(NormalisePin(" 012-345 "), "012345");
  EXPECT_EQ(NormalisePin("01234"), std::nullopt);
  EXPECT_EQ(NormalisePin("0123456"), std::nullopt);
  EXPECT_EQ(NormalisePin("01234O"), std::nullopt);
  EXPECT_EQ(NormalisePin(""), std::nullopt);
}

TEST(JudgePin, LocksAtTheTenthWrongPinAndOpensAgain) {
  absl::Time now = absl::FromUnixSeconds(1'000'000);
  PinGuard guard;
  for (int i = 1; i <= kWrongPinsMax; ++i) {
    EXPECT_FALSE(JudgePin(guard, false, now).granted);
    guard = JudgePin(guard, false, now).guard;
    EXPECT_EQ(guard.wrong_pins, i);
  }
  EXPECT_FALSE(JudgePin(guard, true, now).granted) << "locked even for the right PIN";
  EXPECT_EQ(JudgePin(guard, false, now).guard, guard) << "a lock is not prolonged";
  now += kPinLockTime - absl::Microseconds(1);
  EXPECT_FALSE(JudgePin(guard, true, now).granted);
  now += absl::Microseconds(1);
  EXPECT_TRUE(JudgePin(guard, true, now).granted);
  EXPECT_EQ(JudgePin(guard, true, now).guard, PinGuard{});
  EXPECT_EQ(JudgePin(guard, false, now).guard.wrong_pins, 1) << "counting starts anew";
}

TEST(JudgePin, RightPinForgetsTheWrongOnes) {
  const absl::Time now = absl::FromUnixSeconds(1'000'000);
  const PinVerdict verdict = JudgePin({9, absl::InfinitePast()}, true, now);
  EXPECT_TRUE(verdict.granted);
  EXPECT_EQ(verdict.guard, PinGuard{});
}

}  // namespace
}  // namespace salur::intake
