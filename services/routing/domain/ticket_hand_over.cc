#include "services/routing/domain/ticket_hand_over.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "common/base/limits.h"
#include "services/routing/domain/explain.h"
#include "services/routing/domain/fact_log.h"
#include "services/routing/domain/ladder.h"
#include "services/routing/domain/relocation.h"
#include "services/routing/domain/succession.h"
#include "services/routing/domain/ticket_changes.h"

namespace salur::routing {
namespace {

constexpr std::string_view kDirectoryChangedStep = "DIRECTORY_CHANGED";
constexpr std::string_view kUnstaffedStep = "UNSTAFFED";
constexpr std::string_view kDesaStep = "DESA_AUTONOMOUS";
constexpr std::string_view kConflictStep = "CONFLICT_OF_INTEREST";

void Append(Words& words, const Words& sentence) {
  const std::string_view space = words.id.empty() ? "" : " ";
  words.id += std::string(space) + sentence.id;
  words.en += std::string(space) + sentence.en;
}

void Cut(std::string& text, const std::string& sentence) {
  const std::size_t at = text.find(sentence);
  if (at == std::string::npos) return;
  const std::size_t begin = at > 0 && text[at - 1] == ' ' ? at - 1 : at;
  text.erase(begin, at + sentence.size() - begin);
}

bool IsDesa(const Unit& unit) {
  return unit.region_kind == RegionKind::kDesa || unit.region_kind == RegionKind::kDesaAdat;
}

class Mover {
 public:
  Mover(TicketRecord& record, const RuleSet& rules)
      : record_(record),
        ticket_(record.ticket),
        rules_(rules),
        directory_(rules.directory()),
        handling_(directory_.FindUnit(ticket_.handling_unit_id)),
        accountable_(directory_.FindUnit(ticket_.accountable_unit_id)) {
    if (!ticket_.about_unit_id.empty()) about_ = directory_.FindUnit(ticket_.about_unit_id);
  }

  HandOverResult Move(absl::Time now) {
    if (!IsOpen(ticket_.state) || handling_ == kNoUnit || accountable_ == kNoUnit) {
      return HandOverResult::kNothing;
    }
    const bool retired = !directory_.unit(handling_).active;
    if (retired || !directory_.unit(accountable_).active) {
      Reassign(retired ? ChooseHandling() : handling_, now);
      return HandOverResult::kReassigned;
    }
    if (!SetHolder(handling_)) return HandOverResult::kNothing;
    ticket_.update_time = std::max(now, ticket_.update_time);
    Finish();
    return HandOverResult::kHolder;
  }

 private:
  bool Excluded(UnitRef unit) const {
    return about_ != kNoUnit && IsAbout(directory_, unit, about_);
  }
  std::string Name(UnitRef unit) const { return directory_.DisplayName(unit); }

  UnitRef ChooseHandling();
  UnitRef ChooseAccountable(UnitRef handling) const;
  void Reassign(UnitRef handling, absl::Time now);
  bool SetHolder(UnitRef handling);
  Words SayWhy(UnitRef handling, UnitRef accountable) const;
  Words SaySince(UnitRef unit) const;
  void Finish();

  TicketRecord& record_;
  Ticket& ticket_;
  const RuleSet& rules_;
  const Directory& directory_;
  const UnitRef handling_;     // before
  const UnitRef accountable_;  // before
  UnitRef about_ = kNoUnit;
  Succession succession_;  // of the handling unit, before conflicts of interest
};

UnitRef Mover::ChooseHandling() {
  succession_ = SuccessorAt(directory_, handling_, ticket_.region_code);
  UnitRef unit = succession_.unit;
  std::vector<UnitKey> ignored;
  if (ticket_.confidential && !directory_.unit(unit).IsAgency()) {
    // A region's unit never sees it: on in the agency's own line.
    succession_ = {handling_, Succession::How::kAbove};
    unit = handling_;
  }
  while (unit != kRootUnit && (!directory_.unit(unit).active || Excluded(unit))) {
    unit = ticket_.confidential ? NextInOwnLine(directory_, unit, ignored)
                                : InForce(directory_, directory_.unit(unit).parent).unit;
  }
  if (succession_.how == Succession::How::kAbove) succession_.unit = unit;
  return unit;
}

UnitRef Mover::ChooseAccountable(UnitRef handling) const {
  if (ticket_.step == 0) return handling;
  const UnitRef before = SuccessorAt(directory_, accountable_, ticket_.region_code).unit;
  if (before == handling) return handling;
  LadderRequest request;
  request.from = handling;
  request.aspiration = ticket_.complaint_class == ComplaintClass::kAspiration;
  request.confidential = ticket_.confidential;
  request.about = about_;
  const std::vector<LadderRung> ladder = Ladder(directory_, request);
  for (const LadderRung& rung : ladder) {
    if (rung.unit == before) return before;
  }
  return AccountableFor(record_, directory_, handling);
}

Words Mover::SaySince(UnitRef unit) const {
  Words words{Name(unit) + " tidak berlaku lagi", Name(unit) + " is no longer in force"};
  const Validity* validity = directory_.ValidityOf(unit);
  if (validity == nullptr) return words;
  if (!validity->valid_to.empty()) {
    words.id += " setelah " + validity->valid_to;
    words.en += " after " + validity->valid_to;
  }
  if (!validity->decree.empty()) {
    words.id += " (" + validity->decree + ")";
    words.en += " (" + validity->decree + ")";
  }
  return words;
}

Words Mover::SayWhy(UnitRef handling, UnitRef accountable) const {
  if (directory_.unit(handling_).active) {
    const Words since = SaySince(accountable_);
    return {since.id + ", sehingga penanggung jawabnya sekarang " + Name(accountable) + ".",
            since.en + ", so " + Name(accountable) + " is accountable now."};
  }
  const Words since = SaySince(handling_);
  const std::string next = Name(succession_.unit);
  Words words;
  switch (succession_.how) {
    case Succession::How::kItself:
    case Succession::How::kSuccessor:
      words = {since.id + "; tugasnya beralih kepada " + next + ".",
               since.en + "; " + next + " took over."};
      break;
    case Succession::How::kChosen:
      words = {since.id + " dan dipecah; lokasi laporan ini termasuk wilayah " + next + ".",
               since.en + " and was split; this complaint is located in that of " + next + "."};
      break;
    case Succession::How::kFirst:
      words = {since.id +
                   " dan dipecah; lokasi laporan ini tidak menunjukkan bagian yang mana, "
                   "sehingga dipakai yang pertama, " +
                   next + ".",
               since.en +
                   " and was split; the location does not tell into which part, so the "
                   "first one was used, " +
                   next + "."};
      break;
    case Succession::How::kAbove:
      words = {since.id + " tanpa pengganti tunggal, sehingga unit di atasnya, " + next +
                   ", menerima laporan ini.",
               since.en + " without a single successor, so the unit above it, " + next +
                   ", receives this complaint."};
      break;
  }
  if (handling != succession_.unit) {
    Append(words,
           {"Laporan ini mengenai unit itu atau unit di atasnya, sehingga diteruskan kepada " +
                Name(handling) + ".",
            "The complaint is about that unit or one above it, so it goes on to " + Name(handling) +
                "."});
  }
  return words;
}

void Mover::Reassign(UnitRef handling, absl::Time now) {
  const UnitRef accountable = ChooseAccountable(handling);
  const Words why = SayWhy(handling, accountable);
  // A ticket with all the facts that it may have moves without one: nothing is left behind.
  if (record_.facts.size() < static_cast<std::size_t>(limits::kFactsMax)) {
    Fact& fact = AddFact(record_, FactKind::kAssigned, now);
    SetUnit(fact, directory_, handling);
    fact.actor = kSystemActor;
    fact.note = why.id + "\n\n" + why.en;
    fact.cause = AssignmentCause::kDirectoryChanged;
    fact.other_unit_id = ticket_.handling_unit_id;
  }
  ticket_.update_time = std::max(now, ticket_.update_time);
  const std::string before = std::exchange(ticket_.handling_unit_id, directory_.Id(handling));
  ticket_.accountable_unit_id = directory_.Id(accountable);
  // The level that was reached stays reached.
  ticket_.accountable_level = directory_.unit(accountable).level;
  TicketExplanation& explanation = ticket_.explanation;
  Words words{"Laporan ini ditujukan kepada " + Name(handling) + ".",
              "This complaint goes to " + Name(handling) + "."};
  Append(words, why);
  explanation.text_id = std::move(words.id);
  explanation.text_en = std::move(words.en);
  explanation.steps.emplace_back(kDirectoryChangedStep);
  if (handling != handling_) {
    // The next unit has to accept it; while the reporter is asked, or a date is promised, it waits.
    if (ticket_.state == TicketState::kInProgress) ticket_.state = TicketState::kAssigned;
    ticket_.assignee.clear();
    explanation.skipped_unit_ids.push_back(before);
    if (handling != succession_.unit) explanation.steps.emplace_back(kConflictStep);
  }
  ticket_.holder_unit_id.clear();
  SetHolder(handling);
  Finish();
}

// Whether somebody else holds it now. Keeps the sentences about it in step.
bool Mover::SetHolder(UnitRef handling) {
  const UnitRef holder = HolderOf(directory_, {handling, ticket_.confidential, about_});
  const std::string id = directory_.Id(holder);
  if (id == ticket_.holder_unit_id) return false;
  TicketExplanation& explanation = ticket_.explanation;
  const UnitRef before = directory_.FindUnit(ticket_.holder_unit_id);
  if (before != kNoUnit && before != handling) {
    const Words old_words = UnstaffedWords(Name(handling), Name(before));
    Cut(explanation.text_id, old_words.id);
    Cut(explanation.text_en, old_words.en);
  }
  Cut(explanation.text_id, DesaWords().id);
  Cut(explanation.text_en, DesaWords().en);
  std::erase_if(explanation.steps, [](const std::string& step) {
    return step == kUnstaffedStep || step == kDesaStep;
  });
  ticket_.holder_unit_id = id;
  if (holder == handling) return true;
  Words words{std::move(explanation.text_id), std::move(explanation.text_en)};
  Append(words, UnstaffedWords(Name(handling), Name(holder)));
  explanation.steps.emplace_back(kUnstaffedStep);
  if (IsDesa(directory_.unit(handling))) {
    Append(words, DesaWords());
    explanation.steps.emplace_back(kDesaStep);
  }
  explanation.text_id = std::move(words.id);
  explanation.text_en = std::move(words.en);
  return true;
}

void Mover::Finish() {
  ++ticket_.version;
  ticket_.explanation.directory_version = directory_.version();
  ticket_.explanation.rules_version = rules_.version();
}

}  // namespace

HandOverResult HandOverTicket(TicketRecord& record, const RuleSet& rules, absl::Time now) {
  return Mover(record, rules).Move(now);
}

}  // namespace salur::routing
