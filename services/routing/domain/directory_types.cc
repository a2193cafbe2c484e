#include "services/routing/domain/directory_types.h"

#include <array>
#include <cstddef>

namespace salur::routing {
namespace {

constexpr std::array<std::string_view, 2> kLines = {"head", "own"};
constexpr std::array<std::string_view, 4> kAuthorities = {"daerah", "vertikal", "bumd", "nasional"};
constexpr std::array<std::string_view, 3> kClasses = {"complaint", "aspiration", "information"};
constexpr std::array<std::string_view, 2> kCalendars = {"working", "always"};

template <typename Enum, std::size_t size>
std::optional<Enum> Parse(const std::array<std::string_view, size>& names, std::string_view name) {
  for (std::size_t i = 0; i < size; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view LineName(Line line) { return kLines[static_cast<std::size_t>(line)]; }
std::optional<Line> ParseLine(std::string_view name) { return Parse<Line>(kLines, name); }

std::string_view AuthorityName(Authority authority) {
  return kAuthorities[static_cast<std::size_t>(authority)];
}
std::optional<Authority> ParseAuthority(std::string_view name) {
  return Parse<Authority>(kAuthorities, name);
}

std::string_view ComplaintClassName(ComplaintClass complaint_class) {
  return kClasses[static_cast<std::size_t>(complaint_class)];
}
std::optional<ComplaintClass> ParseComplaintClass(std::string_view name) {
  return Parse<ComplaintClass>(kClasses, name);
}

std::string_view CalendarKindName(CalendarKind calendar) {
  return kCalendars[static_cast<std::size_t>(calendar)];
}
std::optional<CalendarKind> ParseCalendarKind(std::string_view name) {
  return Parse<CalendarKind>(kCalendars, name);
}

const std::string& Kind::NameAt(Level level) const {
  static const std::string none;
  switch (level) {
    case Level::kKabkota:
      return kabkota_name;
    case Level::kProvinsi:
      return provinsi_name;
    case Level::kNational:
      return national_name;
    case Level::kKelurahanDesa:
    case Level::kKecamatan:
      break;
  }
  return none;
}

}  // namespace salur::routing
