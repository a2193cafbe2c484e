// The two languages that salurctl speaks to people.
#pragma once

#include <string>
#include <string_view>

#include "salur/common/v1/types.pb.h"

namespace salur::cli {

enum class Language { kIndonesian, kEnglish };

// The sentence of the two that the reader wants.
inline std::string_view Pick(Language language, std::string_view indonesian,
                             std::string_view english) {
  return language == Language::kIndonesian ? indonesian : english;
}

// A service's sentence; the other language when the wanted one is empty.
inline std::string Pick(Language language, const common::v1::LocalizedText& text) {
  const bool indonesian = language == Language::kIndonesian;
  const std::string& wanted = indonesian ? text.id() : text.en();
  if (!wanted.empty()) return wanted;
  return indonesian ? text.en() : text.id();
}

}  // namespace salur::cli
