#include "services/escalation/validation.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "common/base/errors.h"
#include "common/base/limits.h"
#include "common/base/uuid.h"
#include "services/escalation/converters.h"

namespace salur::escalation {
namespace {

bool IsRequestId(const std::string& id) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == ':' || c == '-';
  };
  return !id.empty() && id.size() <= limits::kRequestIdBytesMax &&
         std::all_of(id.begin(), id.end(), allowed);
}

bool IsUnitId(const std::string& id) {
  return id.size() <= 128 &&
         std::all_of(id.begin(), id.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

bool HasNul(const std::string& text) { return text.find('\0') != std::string::npos; }

// "microseconds:ticket id".
bool ReadPageToken(const std::string& token, OverdueQuery* query) {
  if (token.empty()) return true;
  const std::size_t colon = token.find(':');
  if (colon == std::string::npos) return false;
  std::int64_t micros = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + colon, micros);
  if (error != std::errc() || end != token.data() + colon) return false;
  query->after_time = absl::FromUnixMicros(micros);
  query->after_ticket_id = token.substr(colon + 1);
  return IsUuid(query->after_ticket_id) && *query->after_time < query->now + absl::Hours(1);
}

}  // namespace

absl::Status CheckGetClocks(const v1::GetClocksRequest& request) {
  if (IsUuid(request.ticket_id())) return absl::OkStatus();
  return InvalidFields({{"ticket_id", "must be a UUID in lower case"}});
}

absl::StatusOr<OverdueQuery> ReadListOverdue(const v1::ListOverdueRequest& request,
                                             absl::Time now) {
  std::vector<FieldViolation> violations;
  OverdueQuery query;
  query.now = now;
  query.unit_id = request.unit_id();
  query.count = request.page_size() == 0 ? limits::kPageSizeDefault : request.page_size();
  if (!IsUnitId(query.unit_id)) {
    violations.push_back({"unit_id", "must be a unit id as in 35.78 or perhubungan:35.78"});
  }
  if (query.count < 1 || query.count > limits::kPageSizeMax) {
    violations.push_back({"page_size", "must be 0 to 200"});
  }
  if (!ReadPageToken(request.page_token(), &query)) {
    violations.push_back({"page_token", "must be the next_page_token of an answer, or empty"});
  }
  SALUR_RETURN_IF_ERROR(InvalidFields(violations));
  return query;
}

std::string PageTokenAfter(const OverdueTicket& ticket) {
  return std::to_string(absl::ToUnixMicros(ticket.late.due_time)) + ":" + ticket.ticket_id;
}

absl::Status CheckListHolidays(const v1::ListHolidaysRequest& request) {
  if (request.year() == 0 ||
      (request.year() >= kHolidayYearMin && request.year() <= kHolidayYearMax)) {
    return absl::OkStatus();
  }
  return InvalidFields({{"year", "must be 0 for all, or 2000 to 2100"}});
}

absl::StatusOr<HolidayReplacement> ReadReplaceHolidays(const v1::ReplaceHolidaysRequest& request,
                                                       absl::Time now) {
  std::vector<FieldViolation> violations;
  HolidayReplacement replacement;
  replacement.request_id = request.request_id();
  replacement.validate_only = request.validate_only();
  replacement.now = now;
  if (!request.validate_only() && !IsRequestId(request.request_id())) {
    violations.push_back({"request_id", "must be 1 to 64 of [A-Za-z0-9._:-]"});
  }
  for (const v1::Holiday& message : request.holidays()) {
    const std::string prefix = "holidays[" + std::to_string(replacement.holidays.size()) + "].";
    if (HasNul(message.name()) || HasNul(message.decree())) {
      violations.push_back({prefix + "name", "must not contain U+0000"});
    }
    replacement.holidays.push_back(FromProto(message, prefix, &violations));
  }
  // What concerns the list as a whole can be said only once every row can be read.
  if (violations.empty()) violations = CheckHolidays(replacement.holidays);
  SALUR_RETURN_IF_ERROR(InvalidFields(violations));
  return replacement;
}

}  // namespace salur::escalation
