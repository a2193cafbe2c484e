#include "common/rpc/caller.h"

#include <algorithm>
#include <array>

#include "common/base/errors.h"

namespace salur {
namespace {

struct NamedRole {
  std::string_view name;
  Role role;
  bool has_unit;
};

constexpr std::array<NamedRole, 5> kRoles{{{"partner", Role::kPartner, false},
                                           {"officer", Role::kOfficer, true},
                                           {"supervisor", Role::kSupervisor, true},
                                           {"admin", Role::kAdmin, false},
                                           {"service", Role::kService, false}}};
constexpr std::size_t kIdBytesMax = 128;

bool IsPlainId(std::string_view id) {
  return !id.empty() && id.size() <= kIdBytesMax && std::all_of(id.begin(), id.end(), [](char c) {
    return c > ' ' && c < 0x7f && c != '"' && c != '\\';
  });
}

absl::Status BadCredentials() {
  return MakeError(absl::StatusCode::kUnauthenticated, "BAD_CREDENTIALS",
                   "metadata salur-dev-caller must be partner/ID, officer/NAME@UNIT, "
                   "supervisor/NAME@UNIT, admin/NAME or service/NAME");
}

}  // namespace

std::string Caller::ToString() const {
  for (const NamedRole& named : kRoles) {
    if (named.role != role) continue;
    return std::string(named.name) + "/" + id + (unit_id.empty() ? "" : "@" + unit_id);
  }
  return "public";
}

absl::StatusOr<Caller> DevelopmentAuthenticator::Authenticate(
    const MetadataLookup& metadata) const {
  std::string text = metadata(kDevelopmentCallerKey);
  Caller caller;
  if (text.empty()) return caller;
  if (const auto suffix = text.find(';'); suffix != std::string::npos) {
    if (text.substr(suffix) != ";confidential") return BadCredentials();
    caller.confidential = true;
    text.resize(suffix);
  }
  const auto slash = text.find('/');
  if (slash == std::string::npos) return BadCredentials();
  caller.id = text.substr(slash + 1);
  for (const NamedRole& named : kRoles) {
    if (named.name != text.substr(0, slash)) continue;
    caller.role = named.role;
    if (named.has_unit) {
      const auto at = caller.id.find('@');
      if (at == std::string::npos) return BadCredentials();
      caller.unit_id = caller.id.substr(at + 1);
      caller.id.resize(at);
      if (!IsPlainId(caller.unit_id)) return BadCredentials();
    }
    if (!IsPlainId(caller.id)) return BadCredentials();
    return caller;
  }
  return BadCredentials();
}

}  // namespace salur
