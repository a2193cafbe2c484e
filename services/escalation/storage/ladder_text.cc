#include "services/escalation/storage/ladder_text.h"

#include <cstddef>
#include <cstdlib>

namespace salur::escalation {

std::string EncodeLadder(const std::vector<Rung>& ladder) {
  std::string text;
  for (const Rung& rung : ladder) {
    if (!text.empty()) text += ' ';
    text += rung.unit_id + "@" + std::to_string(rung.place.utc_offset_hours);
  }
  return text;
}

std::vector<Rung> DecodeLadder(std::string_view text) {
  std::vector<Rung> ladder;
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    const std::string_view item = text.substr(0, space);
    text = space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
    const std::size_t at = item.find('@');
    if (at == std::string_view::npos) continue;
    Rung rung;
    rung.unit_id = item.substr(0, at);
    rung.place.utc_offset_hours = std::atoi(std::string(item.substr(at + 1)).c_str());
    rung.place.region = RegionOfUnit(rung.unit_id);
    ladder.push_back(std::move(rung));
  }
  return ladder;
}

}  // namespace salur::escalation
