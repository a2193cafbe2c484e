#include "cli/views/complaint_view.h"

#include "cli/format/labels.h"
#include "cli/format/text.h"
#include "cli/format/time.h"

namespace salur::cli {
namespace {

std::string StateText(const intake::v1::Complaint& complaint, Language language) {
  const std::string label = Pick(language, complaint.state_label());
  return label.empty() ? Label(complaint.state(), language) : label;
}

std::string Emergency(const intake::v1::Complaint& complaint, const View& view) {
  if (complaint.emergency_number().empty()) return {};
  const std::string number = Printable(complaint.emergency_number());
  const std::string advice(
      Pick(view.language,
           "Keadaan darurat? Telepon " + number + " sekarang. Salur tidak menggantikannya.",
           "An emergency? Call " + number + " now. Salur does not replace that call."));
  return std::string(view.layout.indent, ' ') + view.style.Red(advice) + '\n';
}

}  // namespace

std::string RenderReceipt(const intake::v1::Complaint& complaint, std::string_view program,
                          const View& view) {
  const auto pick = [&view](std::string_view indonesian, std::string_view english) {
    return std::string(Pick(view.language, indonesian, english));
  };
  std::string text = Emergency(complaint, view);
  text +=
      view.style.Green(pick("Laporan diterima dan tersimpan.", "Complaint received and stored."));
  text += '\n';
  Sheet sheet;
  sheet.Add(pick("Nomor", "Number"), complaint.tracking_number());
  sheet.Add("PIN", complaint.pin());
  sheet.Add(pick("Status", "State"), StateText(complaint, view.language));
  sheet.Add(pick("Waktu", "Time"), FormatTime(complaint.create_time()));
  sheet.Add("ID", complaint.complaint_id());
  sheet.Add(pick("Berikutnya", "Next"), Pick(view.language, complaint.next_step()));
  text += sheet.Render(view.style, view.layout);
  text += pick("Ikuti dengan: ", "Follow it with: ") + std::string(program) + " track " +
          complaint.tracking_number() + ' ' + complaint.pin() + '\n';
  return text;
}

std::string RenderTimeline(const intake::v1::Complaint& complaint, const View& view) {
  std::string text;
  const std::string indent(view.layout.indent + 2, ' ');
  const std::size_t columns = view.layout.columns == 0 ? 100 : view.layout.columns;
  for (const auto& entry : complaint.timeline()) {
    const std::string time = PadRight(FormatTime(entry.time()), 21);
    const std::size_t start = indent.size() + DisplayWidth(time) + 2;
    std::string what = Printable(Pick(view.language, entry.text()));
    // The sentence usually names the unit itself.
    const std::string unit = Printable(entry.unit_name());
    if (!unit.empty() && what.find(unit) == std::string::npos) what += " (" + unit + ")";
    std::string lead = indent + view.style.Dim(time) + "  ";
    for (const std::string& line : Wrap(what, columns > start + 20 ? columns - start : 20)) {
      text += lead + line + '\n';
      lead = std::string(start, ' ');
    }
  }
  return text;
}

std::string RenderTracking(const intake::v1::Complaint& complaint, const View& view) {
  const auto pick = [&view](std::string_view indonesian, std::string_view english) {
    return std::string(Pick(view.language, indonesian, english));
  };
  const std::string indent(view.layout.indent, ' ');
  std::string text = indent + view.style.Bold(complaint.tracking_number()) + "  " +
                     view.style.Cyan(Printable(StateText(complaint, view.language))) + '\n';
  text += Emergency(complaint, view);
  Sheet sheet;
  std::string what = Label(complaint.class_(), view.language);
  if (!complaint.category_code().empty()) what += ", " + complaint.category_code();
  if (complaint.anonymous()) what += pick(", anonim", ", anonymous");
  if (complaint.confidential()) what += pick(", rahasia", ", confidential");
  sheet.Add(pick("Laporan", "Complaint"), what);
  sheet.Add(pick("Disampaikan", "Filed"), FormatTime(complaint.received_time()));
  sheet.Add(pick("Giliran", "Whose turn"), UnitText(complaint.unit_name(), complaint.unit_id()));
  sheet.Add(pick("Berikutnya", "Next"), Pick(view.language, complaint.next_step()));
  text += sheet.Render(view.style, view.layout);
  if (complaint.timeline_size() > 0) {
    text += indent + view.style.Bold(pick("Riwayat", "Timeline")) + '\n' +
            RenderTimeline(complaint, view);
  }
  if (!complaint.answer().empty()) {
    const std::size_t columns = view.layout.columns == 0 ? 100 : view.layout.columns;
    text += indent + view.style.Bold(pick("Jawaban", "Answer")) + '\n' +
            Indented(Printable(complaint.answer(), true), view.layout.indent + 2, columns);
  }
  return text;
}

}  // namespace salur::cli
