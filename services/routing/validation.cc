#include "services/routing/validation.h"

#include <algorithm>

#include "common/base/limits.h"
#include "common/base/uuid.h"
#include "common/rpc/time_conversion.h"
#include "services/routing/domain/limits.h"

namespace salur::routing {
namespace {

bool IsRequestId(const std::string& text) {
  return !text.empty() && text.size() <= limits::kRequestIdBytesMax &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '.' || c == '_' || c == ':' || c == '-';
         });
}

bool IsBlank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

void CheckClockAction(const v1::ClockAction& action, const std::string& path, Violations& out) {
  if (!IsUuid(action.ticket_id())) {
    out.push_back({path + ".ticket_id", "is not a UUID in lower case"});
  }
  if (action.cycle() < 1) out.push_back({path + ".cycle", "has to be 1 or more"});
  if (action.action() < v1::CLIMB || action.action() > v1::RESUME) {
    out.push_back({path + ".action", "has to be CLIMB, AUTO_CLOSE, ARCHIVE or RESUME"});
  }
  if (action.action() == v1::CLIMB && action.step() < 1) {
    out.push_back({path + ".step", "has to be 1 or more"});
  }
  if (!action.has_due_time() || !IsValidTimestamp(action.due_time())) {
    out.push_back({path + ".due_time", "is missing or not a time"});
  }
  if (action.clock_version() < 1) {
    out.push_back({path + ".clock_version", "has to be 1 or more"});
  }
}

}  // namespace

std::size_t CountCharacters(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

void CheckRequestId(const std::string& request_id, Violations& out) {
  if (!IsRequestId(request_id)) {
    out.push_back({"request_id", "has to be 1 to 64 of A-Z a-z 0-9 . _ : -"});
  }
}

void CheckChange(const std::string& request_id, const std::string& ticket_id, Violations& out) {
  CheckRequestId(request_id, out);
  if (!IsUuid(ticket_id)) out.push_back({"ticket_id", "is not a UUID in lower case"});
}

void CheckResolve(const v1::ResolveTicketRequest& request, Violations& out) {
  if (request.outcome() < v1::DONE || request.outcome() > v1::CANNOT) {
    out.push_back({"outcome", "has to be DONE, ANSWERED or CANNOT"});
  }
  const std::size_t length = CountCharacters(request.answer());
  if (length < kAnswerCharsMin || length > kAnswerCharsMax || IsBlank(request.answer())) {
    out.push_back({"answer", "has to be 20 to 20,000 characters that the citizen reads"});
  } else if (request.answer().find('\0') != std::string::npos) {
    out.push_back({"answer", "contains U+0000"});
  }
  if (request.outcome() == v1::CANNOT && IsBlank(request.legal_basis())) {
    out.push_back({"legal_basis", "has to name the regulation that forbids or limits it"});
  } else if (request.outcome() != v1::CANNOT && !request.legal_basis().empty()) {
    out.push_back({"legal_basis", "belongs to the outcome CANNOT only"});
  } else if (CountCharacters(request.legal_basis()) > kLegalBasisCharsMax) {
    out.push_back({"legal_basis", "may be at most 500 characters"});
  } else if (request.legal_basis().find('\0') != std::string::npos) {
    out.push_back({"legal_basis", "contains U+0000"});
  }
}

void CheckClockActions(const v1::ApplyClockActionsRequest& request, Violations& out) {
  if (request.actions_size() > limits::kServiceBatchMax) {
    out.push_back({"actions", "may hold at most 200"});
    return;
  }
  for (int i = 0; i < request.actions_size(); ++i) {
    CheckClockAction(request.actions(i), "actions[" + std::to_string(i) + "]", out);
  }
}

void CheckPageSize(int page_size, Violations& out) {
  if (page_size < 0 || page_size > limits::kPageSizeMax) {
    out.push_back({"page_size", "has to be 1 to 200, or 0 for 50"});
  }
}

int PageSize(int page_size) { return page_size == 0 ? limits::kPageSizeDefault : page_size; }

}  // namespace salur::routing
