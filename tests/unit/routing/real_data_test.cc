// The country as data/ describes it.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "services/routing/domain/explain.h"
#include "services/routing/domain/ladder.h"
#include "services/routing/domain/router.h"
#include "tests/unit/routing/directories.h"

namespace salur::routing {
namespace {

using samples::RealDirectory;
using samples::RealFiles;
using samples::RealRules;

// Counts agencies from the raw text, by strings and by brute force, sharing nothing with the
// builder: cells by a ten-line scanner, overrides by trying every row for every place.
class AgencyCount {
 public:
  explicit AgencyCount(const DirectoryFiles& files) {
    for (const auto& row : Rows(files.regions)) {
      if (row[1] == "kabkota" || row[1] == "provinsi") places_.emplace_back(row[0], row[1]);
    }
    places_.emplace_back("ID", "national");
    const auto overrides = Rows(files.agency_overrides);
    for (const auto& kind : Rows(files.agency_kinds)) {
      for (const auto& [code, level] : places_) {
        const bool named = !kind[level == "kabkota" ? 3 : level == "provinsi" ? 4 : 5].empty();
        std::string exists = named ? "yes" : "";
        for (const std::string& pattern : {std::string("*"), code.substr(0, 2) + ".*", code}) {
          if (level == "national" && pattern != code) continue;
          if (level == "provinsi" && pattern.size() == 4) continue;
          for (const auto& row : overrides) {
            if (row[0] == kind[0] && row[1] == pattern) exists = row[2];
          }
        }
        agencies += exists == "yes" ? 1 : 0;
        merged += exists == "no" ? 1 : 0;
      }
    }
  }
  std::size_t agencies = 0;
  std::size_t merged = 0;

 private:
  static std::vector<std::vector<std::string>> Rows(const std::string& text) {
    std::vector<std::vector<std::string>> rows(1, std::vector<std::string>(1));
    bool quoted = false;
    for (const char c : text) {
      if (c == '"')
        quoted = !quoted;
      else if (c == ',' && !quoted)
        rows.back().emplace_back();
      else if (c == '\n' && !quoted)
        rows.emplace_back(1);
      else
        rows.back().back() += c;
    }
    rows.pop_back();
    rows.erase(rows.begin());
    return rows;
  }
  std::vector<std::pair<std::string, std::string>> places_;
};

TEST(RealData, HasEveryUnitOfTheCountry) {
  const auto directory = RealDirectory();
  std::map<Level, std::size_t> regions;
  std::size_t agencies = 0;
  for (std::size_t i = 1; i < directory->unit_count(); ++i) {
    const Unit& unit = directory->unit(Directory::At(i));
    if (unit.IsAgency())
      ++agencies;
    else
      ++regions[unit.level];
  }
  EXPECT_EQ(regions[Level::kProvinsi], 38u);
  EXPECT_EQ(regions[Level::kKabkota], 514u);
  EXPECT_EQ(regions[Level::kKecamatan], 7'285u);
  EXPECT_EQ(regions[Level::kKelurahanDesa], 83'762u);
  const AgencyCount count(RealFiles());
  EXPECT_EQ(agencies, count.agencies);
  EXPECT_EQ(directory->ServedByRows().size(), count.merged);
  EXPECT_EQ(directory->unit_count(), 91'599u + 1 + count.agencies);
  EXPECT_LT(directory->MemoryBytes(), std::size_t{10} << 20);
}

TEST(RealData, EveryUnitIsFoundByItsIdAndClimbsToTheRoot) {
  const auto directory = RealDirectory();
  for (std::size_t i = 0; i < directory->unit_count(); ++i) {
    const UnitRef unit = Directory::At(i);
    ASSERT_EQ(directory->FindUnit(directory->Id(unit)), unit);
    ASSERT_TRUE(directory->IsWithin(unit, kRootUnit));
    if (unit == kRootUnit) continue;
    for (const bool confidential : {false, true}) {
      const auto ladder = Ladder(*directory, {unit, false, confidential, kNoUnit});
      ASSERT_EQ(ladder.back().unit, kRootUnit) << directory->Id(unit);
      ASSERT_LE(ladder.size(), 5u) << directory->Id(unit);
    }
  }
}

TEST(RealData, ZonesFollowTheRegion) {
  const auto directory = RealDirectory();
  const auto zone = [&](const char* id) {
    return TimeZoneName(directory->unit(directory->FindUnit(id)).zone);
  };
  EXPECT_EQ(zone("31.71.01.1001"), "Asia/Jakarta");
  EXPECT_EQ(zone("perhubungan:64.74"), "Asia/Makassar");
  EXPECT_EQ(zone("inspektorat:91"), "Asia/Jayapura");
  EXPECT_EQ(zone("perhubungan:ID"), "Asia/Jakarta");
}

class RealRouting : public ::testing::Test {
 protected:
  std::string Unit(std::string_view category, std::string_view region) {
    static const auto rules = RuleSet::Create(ParseRules(RealRules()).value(), RealDirectory(), 1,
                                              RuleSet::Strictness::kNew)
                                  .value();
    RoutingRequest request;
    request.category_code = category;
    request.region_code = region;
    request.filing_time = absl::FromUnixSeconds(1'750'000'000);
    const Decision decision = Decide(*rules, request);
    return rules->directory().Id(decision.handling);
  }
  std::vector<std::string> Climb(std::string_view id) {
    const auto directory = RealDirectory();
    std::vector<std::string> ids;
    for (const auto& rung : Ladder(*directory, {directory->FindUnit(id), false, false, kNoUnit})) {
      ids.push_back(directory->Id(rung.unit));
    }
    return ids;
  }
};

TEST_F(RealRouting, KnowsJakartasSukuDinas) {
  EXPECT_EQ(Unit("jalan-rusak", "31.71.01.1001"), "pupr:31.71");
  EXPECT_EQ(RealDirectory()->DisplayName(RealDirectory()->FindUnit("pupr:31.71")),
            "Suku Dinas Bina Marga Kota Administrasi Jakarta Pusat");
  EXPECT_EQ(Unit("drainase", "31.71.01.1001"), "sda:31.71");
  EXPECT_EQ(Unit("taman", "31.71.01.1001"), "pertamanan:31.71");
  EXPECT_EQ(Unit("lampu-jalan", "31.71.01.1001"), "pupr:31.71");  // by rule
  EXPECT_EQ(Unit("pasar", "31.71.01.1001"), "koperasi-umkm:31.71");
  EXPECT_EQ(Unit("perikanan", "31.71.01.1001"), "pertanian:31.71");
  EXPECT_EQ(Unit("bencana", "31.71.01.1001"), "bpbd:31");
  EXPECT_EQ(Unit("air-bersih", "31.71.01.1001"), "air-minum:31");
  EXPECT_EQ(Unit("pungutan-liar", "31.71.01.1001"), "inspektorat:31");
  EXPECT_EQ(Climb("pupr:31.71"), (std::vector<std::string>{"pupr:31", "31", "ID"}));
}

TEST_F(RealRouting, KnowsSurabayasMergedOffice) {
  EXPECT_EQ(Unit("jalan-rusak", "35.78.01.1001"), "sda:35.78");
  EXPECT_EQ(Unit("drainase", "35.78.01.1001"), "sda:35.78");
  EXPECT_EQ(Unit("lampu-jalan", "35.78.01.1001"), "perhubungan:35.78");
  EXPECT_EQ(Climb("sda:35.78"), (std::vector<std::string>{"35.78", "35", "ID"}));
}

TEST_F(RealRouting, FindsTheRightLevelElsewhere) {
  EXPECT_EQ(Unit("drainase", "32.73.01.1001"), "pupr:32.73");           // Bandung
  EXPECT_EQ(Unit("taman", "33.74.01.1001"), "lingkungan-hidup:33.74");  // Semarang
  EXPECT_EQ(Unit("jalan-provinsi", "35.22.01.2001"), "pupr:35");        // Bojonegoro
  EXPECT_EQ(Unit("jalan-nasional", "35.22.01.2001"), "pupr:ID");
  EXPECT_EQ(Unit("sekolah-menengah", "33.07.01.2001"), "pendidikan:33");  // Wonosobo
  EXPECT_EQ(Unit("listrik", "11.71.01.2001"), "listrik:ID");              // Banda Aceh
  EXPECT_EQ(Unit("layanan-kelurahan", "31.71.01.1001"), "31.71.01.1001");
  EXPECT_EQ(Unit("musrenbang", "31.71.01.1001"), "31.71.01");
  EXPECT_EQ(Unit("dana-desa", "33.07.01.2001"), "inspektorat:33.07");
  EXPECT_EQ(Climb("inspektorat:33.07"),
            (std::vector<std::string>{"inspektorat:33", "inspektorat:ID", "ID"}));
}

TEST_F(RealRouting, EveryCategoryFindsAUnitInEveryKabkota) {
  const auto directory = RealDirectory();
  for (std::size_t i = 1; i < directory->unit_count(); ++i) {
    const auto& unit = directory->unit(Directory::At(i));
    if (unit.IsAgency() || unit.level < Level::kKabkota) continue;
    for (const Category& category : directory->categories()) {
      ASSERT_NE(Unit(category.code, unit.region.ToString()), "ID")
          << category.code << " at " << unit.region.ToString();
    }
  }
}

}  // namespace
}  // namespace salur::routing
