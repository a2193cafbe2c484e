#include "common/events/event_stream.h"

#include <cstdlib>

namespace salur {

std::string StreamId::ToString() const {
  return std::to_string(milliseconds) + "-" + std::to_string(sequence);
}

StreamId StreamId::Parse(const std::string& text) {
  char* end = nullptr;
  StreamId id;
  id.milliseconds = std::strtoull(text.c_str(), &end, 10);
  if (end == text.c_str() || *end != '-') return {};
  id.sequence = std::strtoull(end + 1, nullptr, 10);
  return id;
}

}  // namespace salur
