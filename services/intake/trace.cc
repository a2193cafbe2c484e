#include "services/intake/trace.h"

namespace salur::intake {
namespace {

// "00-" 32 hex "-" 16 hex "-" 2 hex (https://www.w3.org/TR/trace-context/).
bool IsTraceParent(const std::string& text) {
  if (text.size() != 55) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 2 || i == 35 || i == 52;
    const char c = text[i];
    const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    if (dash ? c != '-' : !hex) return false;
  }
  return true;
}

}  // namespace

std::string TraceParent(const grpc::ServerContextBase& context) {
  const auto found = context.client_metadata().find("traceparent");
  if (found == context.client_metadata().end()) return "";
  std::string text(found->second.data(), found->second.size());
  return IsTraceParent(text) ? text : "";
}

}  // namespace salur::intake
