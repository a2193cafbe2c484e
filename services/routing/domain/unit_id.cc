#include "services/routing/domain/unit_id.h"

namespace salur::routing {

bool IsCode(std::string_view text) {
  if (text.empty() || text.size() > kKindCodeLengthMax) return false;
  if (text.front() < 'a' || text.front() > 'z' || text.back() == '-') return false;
  char before = '\0';
  for (const char c : text) {
    const bool letter_or_digit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!letter_or_digit && (c != '-' || before == '-')) return false;
    before = c;
  }
  return true;
}

std::optional<UnitId> UnitId::Parse(std::string_view text) {
  UnitId id;
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos) {
    id.kind = text.substr(0, colon);
    if (!IsCode(id.kind)) return std::nullopt;
    text.remove_prefix(colon + 1);
  }
  if (text == kRootId) return id;
  const std::optional<RegionCode> region = RegionCode::Parse(text);
  if (!region.has_value()) return std::nullopt;
  id.region = *region;
  return id;
}

std::string UnitId::ToString() const {
  if (kind.empty()) return region.ToString();
  return std::string(kind) + ':' + region.ToString();
}

}  // namespace salur::routing
