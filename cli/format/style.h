// Colour and weight on a terminal. Without colour every function gives its text back unchanged.
#pragma once

#include <string>
#include <string_view>

namespace salur::cli {

class Style {
 public:
  explicit Style(bool colour = false) : colour_(colour) {}

  std::string Bold(std::string_view text) const { return With("\x1b[1m", text); }
  std::string Dim(std::string_view text) const { return With("\x1b[2m", text); }
  std::string Red(std::string_view text) const { return With("\x1b[31m", text); }
  std::string Green(std::string_view text) const { return With("\x1b[32m", text); }
  std::string Yellow(std::string_view text) const { return With("\x1b[33m", text); }
  std::string Cyan(std::string_view text) const { return With("\x1b[36m", text); }
  bool colour() const { return colour_; }

 private:
  std::string With(std::string_view code, std::string_view text) const {
    if (!colour_ || text.empty()) return std::string(text);
    return std::string(code) + std::string(text) + "\x1b[0m";
  }

  bool colour_;
};

}  // namespace salur::cli
