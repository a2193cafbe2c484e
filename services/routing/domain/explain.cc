#include "services/routing/domain/explain.h"

#include <algorithm>
#include <cstddef>

#include "services/routing/domain/level_words.h"

namespace salur::routing {
namespace {

constexpr std::size_t kQuotedBytesMax = 64;

// What was filed is repeated only when it looks like a code: explanations are stored and shown, and
// free text has no place in them.
std::string Quoted(std::string_view filed) {
  const bool code =
      filed.size() <= kQuotedBytesMax && std::all_of(filed.begin(), filed.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '.' || c == ':' || c == '-';
      });
  return code ? "\"" + std::string(filed) + "\"" : std::string("\"...\"");
}

class Explainer {
 public:
  Explainer(const RuleSet& rules, const Decision& decision)
      : directory_(rules.directory()), decision_(decision) {}

  Words Explain() {
    if (decision_.state == Decision::State::kTriage) {
      Say("Laporan ini menunggu di Admin Nasional untuk dipilah.",
          "This complaint waits at Admin Nasional to be sorted by hand.");
    } else {
      const std::string unit = directory_.DisplayName(decision_.handling);
      Say("Laporan ini ditujukan kepada " + unit + ".", "This complaint goes to " + unit + ".");
    }
    for (const Reason& reason : decision_.reasons) {
      if (!SayWhere(reason) && !SayWho(reason)) SayExceptions(reason);
    }
    return std::move(words_);
  }

 private:
  void Say(std::string_view id, std::string_view en) {
    if (!words_.id.empty()) {
      words_.id += ' ';
      words_.en += ' ';
    }
    words_.id += id;
    words_.en += en;
  }
  void SayWords(const Words& words) { Say(words.id, words.en); }
  std::string Name(UnitRef unit) const {
    return unit == kNoUnit ? std::string() : directory_.DisplayName(unit);
  }
  // "Kelurahan Gambir, Kecamatan Gambir, Kota Administrasi Jakarta Pusat, Provinsi ..."
  std::string Place(UnitRef region) const {
    std::string place = Name(region);
    for (UnitRef at = directory_.unit(region).parent; at != kRootUnit;
         at = directory_.unit(at).parent) {
      place += ", " + Name(at);
    }
    return place;
  }
  std::string List(const std::vector<UnitRef>& units) const {
    std::string list;
    for (const UnitRef unit : units) list += (list.empty() ? "" : ", ") + Name(unit);
    return list;
  }
  Words TargetWords() const;
  bool SayWhere(const Reason& reason);
  bool SayWho(const Reason& reason);
  void SayExceptions(const Reason& reason);
  void SayConfidential(const Reason& reason);

  const Directory& directory_;
  const Decision& decision_;
  Words words_;
};

Words Explainer::TargetWords() const {
  const Target& target = decision_.target;
  if (target.form == Target::Form::kUnit) return {Name(target.unit), Name(target.unit)};
  const LevelWords level = LevelInWords(target.level);
  if (target.form == Target::Form::kRegion) {
    if (target.level == Level::kNational) return {"Admin Nasional", "Admin Nasional"};
    return {std::string(level.id) + " setempat", "the local " + std::string(level.en)};
  }
  const Kind& kind = directory_.kind(target.kind);
  const std::string& name =
      kind.NameAt(target.level).empty() ? kind.code : kind.NameAt(target.level);
  return {name + " tingkat " + std::string(level.id),
          name + " at the level of the " + std::string(level.en)};
}

bool Explainer::SayWhere(const Reason& reason) {
  switch (reason.step) {
    case Step::kLocation:
      Say("Lokasinya " + Place(reason.unit) + ".", "It is located in " + Place(reason.unit) + ".");
      return true;
    case Step::kNoLocation:
      Say("Lokasinya tidak disebutkan.", "It gives no location.");
      return true;
    case Step::kPointNotLocated:
      Say("Lokasinya hanya berupa titik koordinat yang tidak terletak di dalam atau di dekat "
          "desa atau kelurahan mana pun.",
          "Its location is only a point on the map, which lies in no village or near one.");
      return true;
    case Step::kNearestVillage:
      Say("Titik koordinatnya tidak terletak di dalam desa atau kelurahan mana pun; yang terdekat, "
          "berjarak " +
              reason.text + " meter, adalah " + Name(reason.unit) + ".",
          "The point lies in no village; the nearest, " + reason.text + " metres away, is " +
              Name(reason.unit) + ".");
      return true;
    case Step::kPointRefines:
      Say("Titik koordinatnya menunjukkan tempatnya di dalam " + Name(reason.unit) + ".",
          "The point tells the place within " + Name(reason.unit) + ".");
      return true;
    case Step::kPointElsewhere:
      Say("Titik koordinatnya terletak di " + Place(reason.unit) +
              ", di luar wilayah yang dipilih pelapor; pilihan pelapor yang dipakai.",
          "The point lies in " + Place(reason.unit) +
              ", outside the region that the reporter chose; the reporter's choice is used.");
      return true;
    case Step::kUnknownRegion:
    case Step::kRetiredRegion: {
      const bool retired = reason.step == Step::kRetiredRegion;
      const std::string code = Quoted(reason.text);
      std::string id =
          "Kode wilayah " + code + (retired ? " tidak berlaku lagi" : " tidak dikenal");
      std::string en =
          "The region code " + code + (retired ? " is no longer in force" : " is not known");
      if (reason.unit != kNoUnit) {
        id += ", sehingga dipakai wilayah di atasnya, yaitu " + Name(reason.unit);
        en += ", so the region above it was used, " + Name(reason.unit);
      }
      Say(id + ".", en + ".");
      return true;
    }
    case Step::kSuccessorRegion:
      Say("Kode wilayah " + Quoted(reason.text) + " tidak berlaku lagi; penggantinya " +
              Name(reason.unit) + ".",
          "The region code " + Quoted(reason.text) + " is no longer in force; it became " +
              Name(reason.unit) + ".");
      return true;
    case Step::kBorder:
      Say("Lokasinya dekat dengan batas wilayah; mungkin pula termasuk " +
              List(decision_.candidates) + ".",
          "The location is close to a border; it may also belong to " + List(decision_.candidates) +
              ".");
      return true;
    default:
      return false;
  }
}

bool Explainer::SayWho(const Reason& reason) {
  const std::string category = decision_.category == kNoCategory
                                   ? std::string()
                                   : directory_.category(decision_.category).name_id;
  const std::string category_en = decision_.category == kNoCategory
                                      ? std::string()
                                      : directory_.category(decision_.category).name_en;
  switch (reason.step) {
    case Step::kCategoryDefault:
      Say("Kategori \"" + category + "\" ditangani oleh " + TargetWords().id + ".",
          "The category \"" + category_en + "\" is handled by " + TargetWords().en + ".");
      return true;
    case Step::kRuleOverride: {
      const UnitRef prefix = directory_.FindRegion(decision_.rule->prefix);
      const bool nation = decision_.rule->prefix.IsNation();
      Say("Menurut aturan " + decision_.rule->id + ", kategori \"" + category + "\" di " +
              (nation ? "seluruh Indonesia" : Name(prefix)) + " ditangani oleh " +
              TargetWords().id + ".",
          "By rule " + decision_.rule->id + ", the category \"" + category_en + "\" in " +
              (nation ? "all of Indonesia" : Name(prefix)) + " is handled by " + TargetWords().en +
              ".");
      return true;
    }
    case Step::kNoCategoryToVillage:
      Say("Kategorinya belum diketahui, sehingga unit wilayah setempat menerimanya untuk "
          "diperiksa dan diteruskan.",
          "Its category is not known, so the local unit receives it to verify and pass on.");
      return true;
    case Step::kUnknownCategory:
      Say("Kategori " + Quoted(reason.text) + " tidak dikenal.",
          "The category " + Quoted(reason.text) + " is not known.");
      return true;
    default:
      return false;
  }
}

void Explainer::SayConfidential(const Reason& reason) {
  switch (reason.step) {
    case Step::kConfidential:
      Say("Laporan ini bersifat rahasia: hanya instansi yang berwenang yang menerimanya, bukan "
          "kelurahan, desa, atau kecamatan.",
          "It is confidential: only the competent agency receives it, not the village or the "
          "kecamatan.");
      break;
    case Step::kConfidentialToInspectorate:
      Say("Tidak ada instansi khusus untuknya, sehingga inspektorat yang menerima.",
          "No agency is named for it, so the inspectorate receives it.");
      break;
    case Step::kConfidentialWithoutKabkota:
      Say("Kabupaten atau kotanya tidak diketahui, sehingga inspektoratnya belum dapat "
          "ditentukan.",
          "Its kabupaten or kota is not known, so the inspectorate cannot be told yet.");
      break;
    case Step::kConfidentialWithoutAgency:
      Say("Tidak ada instansi yang dapat menerimanya secara rahasia.",
          "There is no agency that can receive it in confidence.");
      break;
    default:
      break;
  }
}

void Explainer::SayExceptions(const Reason& reason) {
  const std::string unit = Name(reason.unit);
  const auto key = [&] { return directory_.DisplayName(reason.key); };
  switch (reason.step) {
    case Step::kCoarseLocation:
      Say("Lokasi yang disebutkan hanya sampai " + unit +
              ", sehingga unit pada tingkat itu yang "
              "menerima.",
          "The location is given only down to " + unit + ", so a unit at that level receives it.");
      break;
    case Step::kMergedOffice:
      Say("Tugas " + key() + " dijalankan oleh " + unit + ".",
          "The work of " + key() + " is done by " + unit + ".");
      break;
    case Step::kTargetMissing:
      Say(key() + " tidak ada, sehingga dilewati.", "There is no " + key() + ", so it is skipped.");
      break;
    case Step::kTargetInactive:
      Say(key() + " sudah tidak aktif, sehingga dilewati.",
          key() + " is no longer active, so it is skipped.");
      break;
    case Step::kConflictOfInterest:
      Say("Laporan ini mengenai " + unit +
              ", sehingga tidak ditangani oleh unit itu maupun unit "
              "di bawahnya, melainkan oleh unit di atasnya.",
          "It is about " + unit +
              ", so neither that unit nor one below it handles it, but a unit "
              "above.");
      break;
    case Step::kAboutRoot:
      Say("Laporan ini mengenai Admin Nasional sendiri, dan tidak ada unit di atasnya.",
          "It is about Admin Nasional itself, and there is no unit above.");
      break;
    case Step::kUnknownAboutUnit:
      Say("Unit yang dilaporkan, " + Quoted(reason.text) + ", tidak dikenal.",
          "The unit complained about, " + Quoted(reason.text) + ", is not known.");
      break;
    case Step::kUnstaffed:
      SayWords(UnstaffedWords(key(), unit));
      break;
    case Step::kDesaAutonomous:
      SayWords(DesaWords());
      break;
    default:
      SayConfidential(reason);
      break;
  }
}

}  // namespace

Words UnstaffedWords(const std::string& named, const std::string& holder) {
  return {named + " belum mempunyai petugas, sehingga " + holder +
              " memegang laporan ini atas namanya.",
          named + " has no enrolled officers yet, so " + holder + " holds it on its behalf."};
}

Words DesaWords() {
  return {"Desa bersifat otonom: camat membina dan mengawasi desa, tetapi tidak memerintahnya.",
          "A desa is autonomous: the camat supervises it and does not give it orders."};
}

Words Explain(const RuleSet& rules, const Decision& decision) {
  return Explainer(rules, decision).Explain();
}

}  // namespace salur::routing
