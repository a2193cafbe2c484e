#include "services/intake/timeline_texts.h"

#include <array>
#include <string_view>

namespace salur::intake {
namespace {

using common::v1::LocalizedText;

struct Sentence {
  std::string_view id;
  std::string_view en;
};

// "%" stands for the unit.
constexpr std::string_view kPlace = "%";
constexpr Sentence kSomeUnit = {"unit yang berwenang", "the responsible unit"};

struct StateTexts {
  v1::ComplaintState state;
  Sentence label;
  Sentence next_step;
};

constexpr std::array kStates = {
    StateTexts{v1::RECEIVED,
               {"Diterima", "Received"},
               {"Laporan akan disalurkan ke unit yang berwenang.",
                "The complaint will be passed on to the responsible unit."}},
    StateTexts{v1::ROUTED,
               {"Terdisposisi", "Routed"},
               {"Giliran %: menerima dan menanggapi laporan.",
                "It is the turn of % to accept and answer the complaint."}},
    StateTexts{
        v1::IN_PROGRESS,
        {"Diproses", "In progress"},
        {"Giliran %: menyelesaikan laporan.", "It is the turn of % to settle the complaint."}},
    StateTexts{v1::SCHEDULED,
               {"Dijadwalkan", "Scheduled"},
               {"% menjadwalkan penyelesaian.", "% has scheduled the settlement."}},
    StateTexts{v1::WAITING_FOR_REPORTER,
               {"Menunggu pelapor", "Waiting for the reporter"},
               {"Giliran Anda: jawab pertanyaan unit.", "It is your turn to answer the unit."}},
    StateTexts{v1::ANSWERED,
               {"Ditanggapi", "Answered"},
               {"Giliran Anda: nilai tanggapan, atau buka kembali bila belum selesai.",
                "It is your turn to rate the answer, or to reopen if it is not settled."}},
    StateTexts{v1::CLOSED, {"Selesai", "Closed"}, {"Laporan selesai.", "The complaint is closed."}},
    StateTexts{v1::ARCHIVED,
               {"Diarsipkan", "Archived"},
               {"Laporan diarsipkan.", "The complaint is archived."}},
    StateTexts{v1::WITHDRAWN,
               {"Dicabut", "Withdrawn"},
               {"Laporan dicabut oleh pelapor.", "The reporter took the complaint back."}},
};

constexpr StateTexts kUnknownState = {v1::COMPLAINT_STATE_UNSPECIFIED, {"", ""}, {"", ""}};

const StateTexts& TextsOf(v1::ComplaintState state) {
  for (const StateTexts& texts : kStates) {
    if (texts.state == state) return texts;
  }
  return kUnknownState;
}

Sentence AssignmentSentence(routing::v1::AssignmentCause cause) {
  switch (cause) {
    case routing::v1::ARBITRATION:
      return {"% menetapkan unit yang berwenang", "% decides which unit is responsible"};
    case routing::v1::BINDING:
      return {"Ditetapkan sebagai wewenang %", "Decided to be the responsibility of %"};
    default:
      return {"Disalurkan ke %", "Passed on to %"};
  }
}

Sentence ClassSentence(common::v1::ComplaintClass complaint_class) {
  switch (complaint_class) {
    case common::v1::ASPIRATION:
      return {"Aspirasi", "Aspiration"};
    case common::v1::INFORMATION_REQUEST:
      return {"Permintaan informasi", "Request for information"};
    default:
      return {"Pengaduan", "Complaint"};
  }
}

Sentence SentenceOf(const routing::v1::Fact& fact) {
  switch (fact.kind()) {
    case routing::v1::FILED:
      return {"Laporan diterima", "Complaint received"};
    case routing::v1::TRIAGED:
      return {"Menunggu penetapan unit oleh Admin Nasional",
              "Waiting for the national administrator to name a unit"};
    case routing::v1::ASSIGNED_TO_UNIT:
      return AssignmentSentence(fact.cause());
    case routing::v1::ACCEPTED:
      return {"Diterima dan diproses oleh %", "Accepted by %"};
    case routing::v1::RESPONDED:
      return {"Tanggapan dari %", "Response of %"};
    case routing::v1::INFORMATION_REQUESTED:
      return {"Pertanyaan dari %", "Question of %"};
    case routing::v1::RESUMED:
      return {"Pengerjaan dilanjutkan oleh %", "Work resumed by %"};
    case routing::v1::SCHEDULE_GRANTED:
      return {"Dijadwalkan oleh %", "Scheduled by %"};
    case routing::v1::CLASSIFIED:
      return {"Klasifikasi diperbaiki oleh %", "Classification corrected by %"};
    case routing::v1::RETURNED:
      return {"Dikembalikan oleh %: bukan wewenangnya",
              "Returned by % as outside its responsibility"};
    case routing::v1::RESOLUTION_GIVEN:
      return {"Jawaban akhir dari %", "Final answer of %"};
    case routing::v1::REOPENED:
      return {"Dibuka kembali oleh pelapor", "Reopened by the reporter"};
    case routing::v1::CLIMBED:
      return {"Melewati batas waktu; dinaikkan ke %", "Overdue; escalated to %"};
    case routing::v1::TICKET_CLOSED:
      return {"Laporan selesai", "Complaint closed"};
    case routing::v1::TICKET_ARCHIVED:
      return {"Laporan diarsipkan", "Complaint archived"};
    case routing::v1::TICKET_WITHDRAWN:
      return {"Dicabut oleh pelapor", "Withdrawn by the reporter"};
    case routing::v1::TICKET_MERGED:
      return {"Digabung dengan laporan lain", "Joined to another complaint"};
    case routing::v1::RATED:
      return {"Dinilai oleh pelapor", "Rated by the reporter"};
    default:
      return {"Laporan diperbarui", "Complaint updated"};
  }
}

std::string WithUnit(std::string_view sentence, std::string_view unit) {
  const std::size_t place = sentence.find(kPlace);
  if (place == std::string_view::npos) return std::string(sentence);
  std::string text(sentence.substr(0, place));
  if (text.empty() && !unit.empty() && unit.front() >= 'a' && unit.front() <= 'z') {
    text += static_cast<char>(unit.front() - 'a' + 'A');
    text += unit.substr(1);
  } else {
    text += unit;
  }
  return text.append(sentence.substr(place + kPlace.size()));
}

LocalizedText Localized(const Sentence& sentence, const std::string& unit_name) {
  LocalizedText text;
  text.set_id(WithUnit(sentence.id, unit_name.empty() ? kSomeUnit.id : unit_name));
  text.set_en(WithUnit(sentence.en, unit_name.empty() ? kSomeUnit.en : unit_name));
  return text;
}

}  // namespace

LocalizedText StateLabel(v1::ComplaintState state) { return Localized(TextsOf(state).label, ""); }

LocalizedText NextStep(v1::ComplaintState state, const std::string& unit_name) {
  return Localized(TextsOf(state).next_step, unit_name);
}

LocalizedText FactText(const routing::v1::Fact& fact, bool hide_unit, const LocalizedText& detail) {
  LocalizedText text = Localized(SentenceOf(fact), hide_unit ? std::string() : fact.unit_name());
  if (!detail.id().empty()) {
    text.set_id(text.id() + " (" + detail.id() + ")");
    text.set_en(text.en() + " (" + detail.en() + ")");
  }
  if (!fact.note().empty()) {
    text.set_id(text.id() + ": " + fact.note());
    text.set_en(text.en() + ": " + fact.note());
  }
  return text;
}

LocalizedText ClassificationText(common::v1::ComplaintClass complaint_class,
                                 const std::string& category_code,
                                 const ReferenceCatalog* catalog) {
  LocalizedText text = Localized(ClassSentence(complaint_class), "");
  if (category_code.empty()) return text;
  const Category* category = catalog == nullptr ? nullptr : catalog->FindCategory(category_code);
  text.set_id(text.id() + ", " + (category == nullptr ? category_code : category->name_id));
  text.set_en(text.en() + ", " + (category == nullptr ? category_code : category->name_en));
  return text;
}

}  // namespace salur::intake
