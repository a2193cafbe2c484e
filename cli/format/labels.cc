#include "cli/format/labels.h"

#include <array>
#include <cctype>

namespace salur::cli {
namespace {

namespace esc = escalation::v1;
namespace in = intake::v1;
namespace rt = routing::v1;
using common::v1::ComplaintClass;
using common::v1::Level;

template <typename Enum>
struct Word {
  Enum value;
  std::string_view indonesian;
  std::string_view english;
};

constexpr std::array kClasses = {
    Word<ComplaintClass>{common::v1::COMPLAINT, "pengaduan", "complaint"},
    Word<ComplaintClass>{common::v1::ASPIRATION, "aspirasi", "aspiration"},
    Word<ComplaintClass>{common::v1::INFORMATION_REQUEST, "permintaan informasi",
                         "information request"}};
constexpr std::array kLevels = {
    Word<Level>{common::v1::KELURAHAN_DESA, "kelurahan/desa", "kelurahan/desa"},
    Word<Level>{common::v1::KECAMATAN, "kecamatan", "kecamatan"},
    Word<Level>{common::v1::KABKOTA, "kabupaten/kota", "kabupaten/kota"},
    Word<Level>{common::v1::PROVINSI, "provinsi", "provinsi"},
    Word<Level>{common::v1::NATIONAL, "nasional", "national"}};
constexpr std::array kComplaintStates = {
    Word<in::ComplaintState>{in::RECEIVED, "Diterima", "Received"},
    Word<in::ComplaintState>{in::ROUTED, "Terdisposisi", "Routed"},
    Word<in::ComplaintState>{in::IN_PROGRESS, "Diproses", "In progress"},
    Word<in::ComplaintState>{in::SCHEDULED, "Dijadwalkan", "Scheduled"},
    Word<in::ComplaintState>{in::WAITING_FOR_REPORTER, "Menunggu pelapor", "Waiting for reporter"},
    Word<in::ComplaintState>{in::ANSWERED, "Ditanggapi", "Answered"},
    Word<in::ComplaintState>{in::CLOSED, "Selesai", "Closed"},
    Word<in::ComplaintState>{in::ARCHIVED, "Diarsipkan", "Archived"},
    Word<in::ComplaintState>{in::WITHDRAWN, "Dicabut", "Withdrawn"}};
constexpr std::array kTicketStates = {
    Word<rt::TicketState>{rt::TRIAGE, "triase", "triage"},
    Word<rt::TicketState>{rt::ASSIGNED, "terdisposisi", "assigned"},
    Word<rt::TicketState>{rt::IN_PROGRESS, "diproses", "in progress"},
    Word<rt::TicketState>{rt::WAITING_FOR_REPORTER, "menunggu pelapor", "waiting for reporter"},
    Word<rt::TicketState>{rt::SCHEDULED, "dijadwalkan", "scheduled"},
    Word<rt::TicketState>{rt::RESOLVED, "ditanggapi", "resolved"},
    Word<rt::TicketState>{rt::CLOSED, "selesai", "closed"},
    Word<rt::TicketState>{rt::ARCHIVED, "diarsipkan", "archived"},
    Word<rt::TicketState>{rt::WITHDRAWN, "dicabut", "withdrawn"},
    Word<rt::TicketState>{rt::MERGED, "digabung", "merged"}};
constexpr std::array kFactKinds = {
    Word<rt::FactKind>{rt::FILED, "laporan disampaikan", "complaint filed"},
    Word<rt::FactKind>{rt::TRIAGED, "menunggu disposisi", "waits for dispatch"},
    Word<rt::FactKind>{rt::ASSIGNED_TO_UNIT, "diteruskan ke unit", "assigned to unit"},
    Word<rt::FactKind>{rt::ACCEPTED, "diterima petugas", "accepted by officer"},
    Word<rt::FactKind>{rt::RESPONDED, "tanggapan", "response"},
    Word<rt::FactKind>{rt::INFORMATION_REQUESTED, "bertanya kepada pelapor", "asked the reporter"},
    Word<rt::FactKind>{rt::RESUMED, "dilanjutkan", "resumed"},
    Word<rt::FactKind>{rt::SCHEDULE_GRANTED, "dijadwalkan", "scheduled"},
    Word<rt::FactKind>{rt::CLASSIFIED, "klasifikasi diperbaiki", "classification corrected"},
    Word<rt::FactKind>{rt::RETURNED, "dikembalikan", "returned"},
    Word<rt::FactKind>{rt::RESOLUTION_GIVEN, "jawaban akhir", "final answer"},
    Word<rt::FactKind>{rt::REOPENED, "dibuka kembali", "reopened"},
    Word<rt::FactKind>{rt::CLIMBED, "naik jenjang", "climbed"},
    Word<rt::FactKind>{rt::TICKET_CLOSED, "selesai", "closed"},
    Word<rt::FactKind>{rt::TICKET_ARCHIVED, "diarsipkan", "archived"},
    Word<rt::FactKind>{rt::TICKET_WITHDRAWN, "dicabut", "withdrawn"},
    Word<rt::FactKind>{rt::TICKET_MERGED, "digabung", "merged"},
    Word<rt::FactKind>{rt::RATED, "dinilai", "rated"}};
constexpr std::array kOutcomes = {
    Word<rt::Outcome>{rt::DONE, "selesai dikerjakan", "done"},
    Word<rt::Outcome>{rt::ANSWERED, "dijawab", "answered"},
    Word<rt::Outcome>{rt::CANNOT, "tidak dapat dipenuhi", "cannot be done"}};
constexpr std::array kCauses = {
    Word<rt::AssignmentCause>{rt::ASSIGNMENT_CAUSE_UNSPECIFIED, "", ""},
    Word<rt::AssignmentCause>{rt::ROUTED, "", ""},
    Word<rt::AssignmentCause>{rt::DISPOSITION, "disposisi", "disposisi"},
    Word<rt::AssignmentCause>{rt::AFTER_RETURN, "setelah dikembalikan", "after a return"},
    Word<rt::AssignmentCause>{rt::ARBITRATION, "untuk ditetapkan", "to arbitrate"},
    Word<rt::AssignmentCause>{rt::BINDING, "penetapan mengikat", "binding"},
    Word<rt::AssignmentCause>{rt::RECLASSIFIED, "klasifikasi diperbaiki", "reclassified"},
    Word<rt::AssignmentCause>{rt::DIRECTORY_CHANGED, "unit berubah", "the unit changed"}};
constexpr std::array kClockKinds = {
    Word<esc::ClockKind>{esc::DISPATCH, "disposisi", "dispatch"},
    Word<esc::ClockKind>{esc::FIRST_RESPONSE, "tanggapan pertama", "first response"},
    Word<esc::ClockKind>{esc::RESOLUTION, "jawaban akhir", "resolution"},
    Word<esc::ClockKind>{esc::LEVEL, "jenjang", "level"},
    Word<esc::ClockKind>{esc::AUTO_CLOSE, "penutupan otomatis", "auto close"},
    Word<esc::ClockKind>{esc::REPORTER_REPLY, "balasan pelapor", "reporter reply"}};
constexpr std::array kClockStates = {
    Word<esc::ClockState>{esc::RUNNING, "berjalan", "running"},
    Word<esc::ClockState>{esc::MET, "dipenuhi", "met"},
    Word<esc::ClockState>{esc::BREACHED, "terlewati", "breached"},
    Word<esc::ClockState>{esc::CANCELLED, "dibatalkan", "cancelled"},
    Word<esc::ClockState>{esc::PAUSED, "dijeda", "paused"}};

template <typename Enum, std::size_t size>
std::string Find(const std::array<Word<Enum>, size>& words, Enum value, Language language) {
  for (const auto& word : words) {
    if (word.value == value) return std::string(Pick(language, word.indonesian, word.english));
  }
  return "?" + std::to_string(static_cast<int>(value));
}

std::string Normalised(std::string_view text) {
  std::string result;
  for (const char character : text) {
    const bool joint = character == '-' || character == '_' || character == ' ';
    result += joint ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(character)));
  }
  return result;
}

template <typename Enum, std::size_t size>
std::optional<Enum> Parse(const std::array<Word<Enum>, size>& words, std::string_view text) {
  const std::string wanted = Normalised(text);
  for (const auto& word : words) {
    const bool matches =
        wanted == Normalised(word.indonesian) || wanted == Normalised(word.english);
    if (matches) return word.value;
  }
  return std::nullopt;
}

}  // namespace

std::string Label(ComplaintClass value, Language language) {
  return Find(kClasses, value, language);
}
std::string Label(Level value, Language language) { return Find(kLevels, value, language); }
std::string Label(in::ComplaintState value, Language language) {
  return Find(kComplaintStates, value, language);
}
std::string Label(rt::TicketState value, Language language) {
  return Find(kTicketStates, value, language);
}
std::string Label(rt::FactKind value, Language language) {
  return Find(kFactKinds, value, language);
}
std::string Label(rt::AssignmentCause value, Language language) {
  return Find(kCauses, value, language);
}
std::string Label(rt::Outcome value, Language language) { return Find(kOutcomes, value, language); }
std::string Label(esc::ClockKind value, Language language) {
  return Find(kClockKinds, value, language);
}
std::string Label(esc::ClockState value, Language language) {
  return Find(kClockStates, value, language);
}

std::optional<ComplaintClass> ParseClass(std::string_view text) {
  const std::string wanted = Normalised(text);
  if (wanted == "information" || wanted == "informasi") return common::v1::INFORMATION_REQUEST;
  return Parse(kClasses, text);
}

std::optional<in::Channel> ParseChannel(std::string_view text) {
  const std::string wanted = Normalised(text);
  if (wanted == "mobile-app") return in::MOBILE_APP;
  if (wanted == "web") return in::WEB;
  if (wanted == "counter" || wanted == "loket") return in::COUNTER;
  if (wanted == "integrated") return in::INTEGRATED;
  return std::nullopt;
}

std::optional<rt::TicketState> ParseTicketState(std::string_view text) {
  return Parse(kTicketStates, text);
}

std::optional<rt::Outcome> ParseOutcome(std::string_view text) {
  const std::string wanted = Normalised(text);
  if (wanted == "cannot") return rt::CANNOT;
  return Parse(kOutcomes, text);
}

}  // namespace salur::cli
