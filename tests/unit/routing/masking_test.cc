#include "services/routing/domain/masking.h"

#include <gtest/gtest.h>

namespace salur::routing {
namespace {

TEST(Masking, HidesIdentityNumbersPhonesAndAddresses) {
  for (const char* secret :
       {"3578012501900001", "3578.0125.0190.0001", "35 7801 250190 0001", "081234567890",
        "0812-3456-7890", "0812 3456 7890", "+62 812-3456-7890", "+6281234567890", "6281234567890",
        "(031) 5312144", "031-5312144", "budi.santoso@example.co.id",
        "a_b+c@mail.surabaya.go.id"}) {
    EXPECT_EQ(Mask(secret), "[disamarkan]") << secret;
    EXPECT_EQ(Mask("Hubungi " + std::string(secret) + ", ya."), "Hubungi [disamarkan], ya.");
    EXPECT_EQ(Mask("Hubungi " + std::string(secret) + "."), "Hubungi [disamarkan].");
  }
}

TEST(Masking, LeavesEverythingElse) {
  for (const char* text :
       {"Lampu sudah diperbaiki pada 01-06-2025 pukul 08.00 WIB.",
        "Sesuai Perda Nomor 12 Tahun 2011 Pasal 5 ayat (2).", "Rp1.250.000.000,00",
        "Kode wilayah 31.71.01.1001 dan 62.71.01.1001", "2025-06-15 14:30", "1234567890123",
        "12345678901234567890", "@dinas", "a@b", "RT 003/RW 012", "Jalan — “Pahlawan” 10 😀", "",
        "021", "KM 12+500"}) {
    EXPECT_EQ(Mask(text), text);
  }
}

TEST(Masking, TakesLittleTimeForLongTexts) {
  std::string dots, digits;
  for (int i = 0; i < 10'000; ++i) {
    dots += "a.";
    digits += "1 ";
  }
  EXPECT_EQ(Mask(dots), dots);
  EXPECT_EQ(Mask(digits), digits);
}

}  // namespace
}  // namespace salur::routing
