// Crockford's base32 (https://www.crockford.com/base32.html): digits and capital letters without
// I, L, O and U, so that a symbol can be read out over a telephone.
#pragma once

#include <cstdint>
#include <optional>

namespace salur::intake {

// `value` must be below 32.
char Base32Symbol(std::uint8_t value);

// The value of a symbol as people type it: either case, O for 0, I and L for 1. Nothing for
// anything else.
std::optional<std::uint8_t> Base32Value(char symbol);

}  // namespace salur::intake
