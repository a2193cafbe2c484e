#include "services/routing/page_token.h"

#include <charconv>

#include "common/base/uuid.h"
#include "services/routing/fingerprint.h"

namespace salur::routing {
namespace {

constexpr std::size_t kFilterDigits = 16;
constexpr std::size_t kUuidLength = 36;

std::string FilterOf(v1::ListTicketsRequest request) {
  request.clear_page_token();
  request.clear_page_size();
  return Fingerprint(request.SerializeAsString()).substr(0, kFilterDigits);
}

}  // namespace

std::string MakePageToken(const v1::ListTicketsRequest& request, const Ticket& last) {
  return FilterOf(request) + last.id + std::to_string(absl::ToUnixMicros(last.received_time));
}

std::optional<TicketQuery::Position> ReadPageToken(const v1::ListTicketsRequest& request) {
  const std::string& token = request.page_token();
  if (token.size() <= kFilterDigits + kUuidLength) return std::nullopt;
  if (token.compare(0, kFilterDigits, FilterOf(request)) != 0) return std::nullopt;
  TicketQuery::Position position;
  position.ticket_id = token.substr(kFilterDigits, kUuidLength);
  if (!IsUuid(position.ticket_id)) return std::nullopt;
  std::int64_t micros = 0;
  const char* end = token.data() + token.size();
  const auto [stop, error] =
      std::from_chars(token.data() + kFilterDigits + kUuidLength, end, micros);
  if (error != std::errc() || stop != end) return std::nullopt;
  position.received_time = absl::FromUnixMicros(micros);
  return position;
}

}  // namespace salur::routing
