#include "cli/views/ticket_view.h"

#include "cli/format/labels.h"
#include "cli/format/text.h"
#include "cli/format/time.h"

namespace salur::cli {
namespace {

constexpr std::size_t kListTextMax = 60;

std::string Flags(const routing::v1::Ticket& ticket, Language language) {
  std::string flags;
  const auto add = [&flags](std::string_view flag) {
    flags += (flags.empty() ? "" : ", ") + std::string(flag);
  };
  if (ticket.anonymous()) add(Pick(language, "anonim", "anonymous"));
  if (ticket.confidential()) add(Pick(language, "rahasia", "confidential"));
  if (ticket.needs_supervision()) add(Pick(language, "berkadar pengawasan", "needs supervision"));
  if (ticket.arbitrating()) add(Pick(language, "menunggu penetapan", "to be arbitrated"));
  if (ticket.binding()) add(Pick(language, "penetapan mengikat", "binding assignment"));
  if (ticket.always_calendar()) add(Pick(language, "sepanjang waktu", "around the clock"));
  return flags;
}

std::string NextPage(const std::string& token, Language language) {
  if (token.empty()) return {};
  return std::string(Pick(language, "Masih ada: --page-token ", "There is more: --page-token ")) +
         Printable(token) + '\n';
}

std::string RenderFacts(const routing::v1::Ticket& ticket, const View& view) {
  std::string text;
  const std::size_t columns = view.layout.columns == 0 ? 100 : view.layout.columns;
  for (const auto& fact : ticket.facts()) {
    std::string what = Label(fact.kind(), view.language);
    if (fact.outcome() != routing::v1::OUTCOME_UNSPECIFIED) {
      what += ", " + Label(fact.outcome(), view.language);
    }
    const std::string cause = Label(fact.cause(), view.language);
    if (!cause.empty()) what += ", " + cause;
    if (!fact.unit_id().empty()) what += ": " + UnitText(fact.unit_name(), fact.unit_id());
    if (!fact.actor().empty() && fact.actor() != "system") what += " [" + fact.actor() + "]";
    const std::string number = std::to_string(fact.number());
    text += std::string(number.size() < 3 ? 3 - number.size() : 0, ' ') + number + "  " +
            view.style.Dim(PadRight(FormatTime(fact.time(), fact.unit_time_zone()), 21)) + "  " +
            Printable(what) + '\n';
    if (!fact.note().empty()) text += Indented(Printable(fact.note(), true), 28, columns);
    for (const std::string& skipped : fact.skipped_unit_ids()) {
      text += std::string(28, ' ') + std::string(Pick(view.language, "dilewati: ", "skipped: ")) +
              Printable(skipped) + '\n';
    }
  }
  return text;
}

std::string RenderLadder(const routing::v1::Ticket& ticket, const View& view) {
  Table table({{std::string(Pick(view.language, "JENJANG", "LEVEL"))},
               {"UNIT", false, true},
               {std::string(Pick(view.language, "NAMA", "NAME")), false, true}});
  for (const auto& rung : ticket.ladder()) {
    table.AddRow({Label(rung.level(), view.language), rung.unit_id(), rung.name()});
  }
  return table.Render(view.style, {2, view.layout.columns});
}

}  // namespace

std::string RenderTickets(const routing::v1::ListTicketsResponse& response, const View& view) {
  const bool indonesian = view.language == Language::kIndonesian;
  if (response.tickets_size() == 0) {
    return indonesian ? "Tidak ada tiket.\n" : "No tickets.\n";
  }
  Table table({{indonesian ? "NOMOR" : "NUMBER"},
               {indonesian ? "STATUS" : "STATE"},
               {indonesian ? "KATEGORI" : "CATEGORY", false, true},
               {indonesian ? "PENANGAN" : "HANDLING", false, true},
               {indonesian ? "PENANGGUNG JAWAB" : "ACCOUNTABLE", false, true},
               {indonesian ? "NAIK" : "STEP", true},
               {indonesian ? "MASUK" : "RECEIVED"},
               {indonesian ? "ISI" : "TEXT", false, true}});
  for (const auto& ticket : response.tickets()) {
    const std::string text =
        ticket.text_available() ? Shorten(Printable(ticket.text()), kListTextMax) : "-";
    table.AddRow({ticket.tracking_number(), Label(ticket.state(), view.language),
                  ticket.category_code(), ticket.handling_unit_id(), ticket.accountable_unit_id(),
                  std::to_string(ticket.step()), FormatTime(ticket.received_time()), text});
  }
  return table.Render(view.style, view.layout) +
         NextPage(response.next_page_token(), view.language);
}

std::string RenderTicket(const routing::v1::Ticket& ticket, const View& view) {
  const auto pick = [&view](std::string_view indonesian, std::string_view english) {
    return std::string(Pick(view.language, indonesian, english));
  };
  std::string text = view.style.Bold(ticket.tracking_number()) + "  " +
                     view.style.Cyan(Label(ticket.state(), view.language)) + '\n';
  Sheet sheet;
  sheet.Add("ID", ticket.ticket_id());
  sheet.Add(pick("Klasifikasi", "Class"), Label(ticket.class_(), view.language));
  sheet.Add(pick("Kategori", "Category"), ticket.category_code());
  sheet.Add(pick("Sifat", "Kind"), Flags(ticket, view.language));
  sheet.Add(pick("Wilayah", "Region"), ticket.region_code());
  sheet.Add(pick("Tentang unit", "About unit"), ticket.about_unit_id());
  sheet.Add(pick("Penangan", "Handling unit"),
            UnitText(ticket.handling_unit_name(), ticket.handling_unit_id()));
  if (ticket.holder_unit_id() != ticket.handling_unit_id()) {
    sheet.Add(pick("Pemegang", "Held by"), ticket.holder_unit_id());
  }
  sheet.Add(pick("Penanggung jawab", "Accountable"),
            UnitText(ticket.accountable_unit_name(), ticket.accountable_unit_id()));
  sheet.Add(pick("Petugas", "Assignee"), ticket.assignee());
  sheet.Add(pick("Putaran, langkah", "Cycle, step"),
            std::to_string(ticket.cycle()) + ", " + std::to_string(ticket.step()));
  sheet.Add(pick("Masuk", "Received"), FormatTime(ticket.received_time()));
  sheet.Add(pick("Mengapa di sini", "Why here"), Pick(view.language, ticket.explanation().text()));
  sheet.Add(pick("Isi", "Text"), ticket.text_available()
                                     ? ticket.text()
                                     : pick("(tidak tersedia saat ini)", "(not available now)"));
  sheet.Add(pick("Alamat", "Address"), ticket.address());
  sheet.Add("etag", ticket.etag());
  text += sheet.Render(view.style, view.layout);
  if (ticket.facts_size() > 0) {
    text += view.style.Bold(pick("Riwayat", "Facts")) + '\n' + RenderFacts(ticket, view);
  }
  if (ticket.ladder_size() > 0) {
    text += view.style.Bold(pick("Jenjang berikutnya", "The ladder ahead")) + '\n' +
            RenderLadder(ticket, view);
  }
  return text;
}

std::string RenderChanged(const routing::v1::Ticket& ticket, const View& view) {
  return view.style.Bold(ticket.tracking_number()) + "  " +
         view.style.Cyan(Label(ticket.state(), view.language)) + "  " +
         Printable(UnitText(ticket.handling_unit_name(), ticket.handling_unit_id())) + "  etag " +
         Printable(ticket.etag()) + '\n';
}

std::string RenderClocks(const escalation::v1::GetClocksResponse& response, const View& view) {
  const bool indonesian = view.language == Language::kIndonesian;
  Table table({{indonesian ? "BATAS WAKTU" : "CLOCK"},
               {indonesian ? "KEADAAN" : "STATE"},
               {indonesian ? "LANGKAH" : "STEP", true},
               {indonesian ? "BATAS" : "LIMIT"},
               {indonesian ? "MULAI" : "START"},
               {indonesian ? "JATUH TEMPO" : "DUE"},
               {indonesian ? "DIPENUHI" : "MET"},
               {"UNIT", false, true}});
  for (const auto& clock : response.clocks()) {
    const std::string& zone = clock.time_zone();
    const bool level = clock.kind() == escalation::v1::LEVEL;
    table.AddRow({Label(clock.kind(), view.language), Label(clock.state(), view.language),
                  level ? std::to_string(clock.step()) : "", clock.limit(),
                  FormatTime(clock.start_time(), zone), FormatDue(clock.due_time(), zone),
                  FormatTime(clock.met_time(), zone), clock.unit_id()});
  }
  std::string text = table.Render(view.style, view.layout);
  if (!response.next_action().empty()) {
    text += std::string(indonesian ? "Berikutnya: " : "Next: ") +
            Printable(response.next_action()) + ", " + FormatTime(response.next_action_time()) +
            '\n';
  }
  return text;
}

std::string RenderOverdue(const escalation::v1::ListOverdueResponse& response, const View& view) {
  const bool indonesian = view.language == Language::kIndonesian;
  if (response.tickets_size() == 0) {
    return indonesian ? "Tidak ada yang terlambat.\n" : "Nothing is late.\n";
  }
  Table table({{indonesian ? "TIKET" : "TICKET"},
               {indonesian ? "TERLEWATI" : "MISSED"},
               {indonesian ? "JATUH TEMPO" : "DUE"},
               {indonesian ? "PENANGAN" : "HANDLING", false, true},
               {indonesian ? "PENANGGUNG JAWAB" : "ACCOUNTABLE", false, true},
               {indonesian ? "JENJANG" : "LEVEL"},
               {indonesian ? "NAIK" : "STEP", true},
               {indonesian ? "NAIK LAGI" : "NEXT CLIMB"}});
  for (const auto& ticket : response.tickets()) {
    table.AddRow({ticket.ticket_id(), Label(ticket.kind(), view.language),
                  FormatDue(ticket.due_time()), ticket.handling_unit_id(),
                  ticket.accountable_unit_id(), Label(ticket.accountable_level(), view.language),
                  std::to_string(ticket.step()), FormatDue(ticket.next_climb_time())});
  }
  return table.Render(view.style, view.layout) +
         NextPage(response.next_page_token(), view.language);
}

}  // namespace salur::cli
