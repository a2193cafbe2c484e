#include "services/routing/domain/relocation_words.h"

#include <array>
#include <cstddef>

namespace salur::routing {
namespace {

// "%" stands for the reason's unit, "#" for its key.
struct StepWords {
  std::string_view name;
  std::string_view id;
  std::string_view en;
};

constexpr std::array<StepWords, 17> kSteps = {{
    {"RETURNED", "% mengembalikannya karena bukan wewenangnya.",
     "% returned it as outside its responsibility."},
    {"SUGGESTION_INACTIVE", "Unit yang diusulkan, %, sudah tidak aktif, sehingga dilewati.",
     "The unit suggested, %, is no longer active, so it is skipped."},
    {"SUGGESTION_COMPLAINED_ABOUT",
     "Unit yang diusulkan, %, termasuk unit yang dilaporkan, sehingga dilewati.",
     "The unit suggested, %, belongs to the one complained about, so it is skipped."},
    {"SUGGESTION_CLOSED",
     "Unit yang diusulkan, %, bukan instansi yang boleh melihat laporan rahasia, sehingga "
     "dilewati.",
     "The unit suggested, %, is no agency that may see a confidential complaint, so it is "
     "skipped."},
    {"RETURNED_TO_SUGGESTION", "Unit yang diusulkan adalah %.", "The unit suggested is %."},
    {"RETURNED_TO_CANDIDATE",
     "Lokasinya dekat dengan batas wilayah; di seberang batas itu % yang berwenang.",
     "The location is close to a border; across that border % is responsible."},
    {"RETURNS_USED_UP", "Laporan ini sudah tiga kali berpindah unit.",
     "It has been passed on three times already."},
    {"RETURNED_TWICE", "% sudah pernah mengembalikannya.", "% has returned it before."},
    {"HANDLED_BEFORE", "% sudah pernah menanganinya.", "% has handled it before."},
    {"NO_OTHER_UNIT", "Tidak ada unit lain yang diusulkan.", "No other unit is suggested."},
    {"ARBITRATION",
     "Karena itu %, unit di atas semua yang terlibat, menetapkan siapa yang berwenang; "
     "penetapannya mengikat.",
     "So %, the unit above all those involved, decides whose it is; its decision is binding."},
    {"ARBITER_SKIPPED", "# tidak dapat menetapkannya, sehingga dilewati.",
     "# cannot decide it, so it is skipped."},
    {"BINDING", "% menetapkannya; penetapan ini mengikat dan tidak dapat dikembalikan lagi.",
     "% decided so; the decision is binding and it cannot be returned any more."},
    {"DISPOSITION", "Disposisi oleh %.", "Passed on by %."},
    {"RECLASSIFIED", "Klasifikasinya diperbaiki oleh %.", "Its classification was corrected by %."},
    {"UNSTAFFED", "# belum mempunyai petugas, sehingga % memegang laporan ini atas namanya.",
     "# has no enrolled officers yet, so % holds it on its behalf."},
    {"DESA_AUTONOMOUS",
     "Desa bersifat otonom: camat membina dan mengawasi desa, tetapi tidak memerintahnya.",
     "A desa is autonomous: the camat supervises it and does not give it orders."},
}};
static_assert(kSteps.size() == static_cast<std::size_t>(MoveStep::kDesaAutonomous) + 1);

const StepWords& WordsOf(MoveStep step) { return kSteps[static_cast<std::size_t>(step)]; }

std::string Fill(std::string_view sentence, const std::string& unit, const std::string& key) {
  std::string text;
  for (const char c : sentence) {
    if (c == '%') {
      text += unit;
    } else if (c == '#') {
      text += key;
    } else {
      text += c;
    }
  }
  return text;
}

void Append(Words& words, const Words& more) {
  words.id += (words.id.empty() ? "" : " ") + more.id;
  words.en += (words.en.empty() ? "" : " ") + more.en;
}

// What has to be said of whom the ticket goes to.
std::vector<MoveReason> ReasonsOfPlace(const Ticket& ticket, const Directory& directory) {
  std::vector<MoveReason> reasons;
  const UnitRef handling = directory.FindUnit(ticket.handling_unit_id);
  const UnitRef holder = directory.FindUnit(ticket.holder_unit_id);
  if (handling == kNoUnit || holder == kNoUnit) return reasons;
  if (holder != handling) {
    reasons.push_back({MoveStep::kUnstaffed, holder, directory.Key(handling)});
  }
  const RegionKind kind = directory.unit(handling).region_kind;
  if (kind == RegionKind::kDesa || kind == RegionKind::kDesaAdat) {
    reasons.push_back({MoveStep::kDesaAutonomous, kNoUnit, {}});
  }
  return reasons;
}

bool IsSkip(MoveStep step) {
  return step == MoveStep::kSuggestionInactive || step == MoveStep::kSuggestionComplained ||
         step == MoveStep::kSuggestionClosed || step == MoveStep::kArbiterSkipped;
}

}  // namespace

std::string_view MoveStepName(MoveStep step) { return WordsOf(step).name; }

Words ExplainReason(const Directory& directory, const MoveReason& reason) {
  const StepWords& words = WordsOf(reason.step);
  const std::string unit =
      reason.unit == kNoUnit ? std::string() : directory.DisplayName(reason.unit);
  const std::string key = directory.DisplayName(reason.key);
  return {Fill(words.id, unit, key), Fill(words.en, unit, key)};
}

void ExplainMove(Ticket& ticket, const RuleSet& rules, const std::vector<MoveReason>& reasons) {
  const Directory& directory = rules.directory();
  const UnitRef handling = directory.FindUnit(ticket.handling_unit_id);
  const std::string unit =
      handling == kNoUnit ? ticket.handling_unit_id : directory.DisplayName(handling);
  Words words = {"Laporan ini ditujukan kepada " + unit + ".",
                 "This complaint goes to " + unit + "."};
  TicketExplanation& explanation = ticket.explanation;
  explanation.steps.clear();
  explanation.rule_id.clear();
  explanation.skipped_unit_ids.clear();
  std::vector<MoveReason> all = reasons;
  const std::vector<MoveReason> of_place = ReasonsOfPlace(ticket, directory);
  all.insert(all.end(), of_place.begin(), of_place.end());
  for (const MoveReason& reason : all) {
    Append(words, ExplainReason(directory, reason));
    explanation.steps.emplace_back(MoveStepName(reason.step));
    if (!IsSkip(reason.step)) continue;
    explanation.skipped_unit_ids.push_back(reason.unit == kNoUnit ? directory.Id(reason.key)
                                                                  : directory.Id(reason.unit));
  }
  explanation.text_id = std::move(words.id);
  explanation.text_en = std::move(words.en);
  explanation.directory_version = directory.version();
  explanation.rules_version = rules.version();
}

}  // namespace salur::routing
