#include "services/routing/domain/level_words.h"

namespace salur::routing {

LevelWords LevelInWords(Level level) {
  switch (level) {
    case Level::kKelurahanDesa:
      return {"kelurahan atau desa", "village"};
    case Level::kKecamatan:
      return {"kecamatan", "kecamatan (district)"};
    case Level::kKabkota:
      return {"kabupaten atau kota", "kabupaten or kota (regency or city)"};
    case Level::kProvinsi:
      return {"provinsi", "province"};
    case Level::kNational:
      break;
  }
  return {"nasional", "national"};
}

}  // namespace salur::routing
