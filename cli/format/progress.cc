#include "cli/format/progress.h"

#include <algorithm>

#include "cli/format/text.h"

namespace salur::cli {
namespace {

constexpr int kBarMax = 30;

std::string Counts(long long done, long long total) {
  if (total <= 0) return done > 0 ? Grouped(done) : std::string();
  return Grouped(done) + "/" + Grouped(total);
}

}  // namespace

void Progress::Update(const std::string& phase, long long done, long long total) {
  if (terminal_.is_tty) {
    Draw(phase, done, total);
    return;
  }
  const long long quarter = total > 0 ? std::min(4LL, done * 4 / total) : 0;
  if (phase == phase_ && quarter <= quarter_) return;
  phase_ = phase;
  quarter_ = quarter;
  const std::string counts = Counts(done, total);
  out_ << Printable(phase) << (counts.empty() ? "" : " ") << counts << '\n';
  out_.flush();
}

void Progress::Draw(const std::string& phase, long long done, long long total) {
  const int width = std::clamp(terminal_.columns - 40, 0, kBarMax);
  std::string line = PadRight(Printable(phase), 8);
  if (total > 0 && width > 0) {
    const long long share = std::clamp(done * width / total, 0LL, static_cast<long long>(width));
    const auto filled = static_cast<std::size_t>(share);
    line += '[' + std::string(filled, '#') +
            std::string(static_cast<std::size_t>(width) - filled, '.') + "] ";
  }
  line += Counts(done, total);
  const std::size_t room =
      terminal_.columns > 1 ? static_cast<std::size_t>(terminal_.columns - 1) : 79;
  out_ << '\r' << Shorten(line, room) << "\x1b[K";
  out_.flush();
  drawn_ = true;
}

void Progress::Finish() {
  if (drawn_) out_ << "\r\x1b[K";
  out_.flush();
  drawn_ = false;
}

}  // namespace salur::cli
