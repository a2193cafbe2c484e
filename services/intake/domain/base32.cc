#include "services/intake/domain/base32.h"

#include <string_view>

namespace salur::intake {
namespace {

constexpr std::string_view kSymbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
static_assert(kSymbols.size() == 32);

}  // namespace

char Base32Symbol(std::uint8_t value) { return kSymbols[value & 31U]; }

std::optional<std::uint8_t> Base32Value(char symbol) {
  if (symbol >= 'a' && symbol <= 'z') symbol = static_cast<char>(symbol - 'a' + 'A');
  if (symbol == 'O') symbol = '0';
  if (symbol == 'I' || symbol == 'L') symbol = '1';
  const std::size_t position = kSymbols.find(symbol);
  if (position == std::string_view::npos) return std::nullopt;
  return static_cast<std::uint8_t>(position);
}

}  // namespace salur::intake
