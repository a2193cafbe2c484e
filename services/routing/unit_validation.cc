#include "services/routing/unit_validation.h"

#include <algorithm>

#include "services/routing/domain/limits.h"

namespace salur::routing {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

bool IsPhone(const std::string& text) {
  return text.size() <= kPhoneCharsMax &&
         text.find_first_not_of("0123456789 +()-") == std::string::npos &&
         std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// One @ with something before it and a dot inside what follows; letters as mail systems take them.
bool IsEmail(const std::string& text) {
  const std::size_t at = text.find('@');
  if (text.size() > kEmailCharsMax || at == 0 || at == std::string::npos) return false;
  if (text.find('@', at + 1) != std::string::npos) return false;
  const std::size_t dot = text.find('.', at + 1);
  if (dot == std::string::npos || dot == at + 1 || text.back() == '.') return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

}  // namespace

void CheckStaffing(const v1::SetStaffingRequest& request, Violations& out) {
  CheckRequestId(request.request_id(), out);
  if (request.unit_ids().empty() || request.unit_ids_size() > kStaffingUnitsMax) {
    out.push_back({"unit_ids", "has to name 1 to 1,000 units"});
  }
  const std::string& note = request.note();
  if (note.find_first_not_of(kSpace) == std::string::npos ||
      CountCharacters(note) > kStaffingNoteCharsMax) {
    out.push_back({"note", "has to be 1 to 500 characters that say why"});
  } else if (note.find('\0') != std::string::npos) {
    out.push_back({"note", "contains U+0000"});
  }
}

void CheckContact(const v1::SetUnitContactRequest& request, Violations& out) {
  CheckRequestId(request.request_id(), out);
  const v1::UnitContact& contact = request.contact();
  if (!contact.phone().empty() && !IsPhone(contact.phone())) {
    out.push_back({"contact.phone", "has to be at most 40 digits, spaces and + ( ) -"});
  }
  if (!contact.email().empty() && !IsEmail(contact.email())) {
    out.push_back({"contact.email",
                   "has to be an address such as camat@example.go.id, at most 254 characters"});
  }
  if (CountCharacters(contact.address()) > kContactAddressCharsMax) {
    out.push_back({"contact.address", "may be at most 500 characters"});
  } else if (contact.address().find('\0') != std::string::npos) {
    out.push_back({"contact.address", "contains U+0000"});
  }
}

}  // namespace salur::routing
