// Who makes a call.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <absl/status/statusor.h>

namespace salur {

enum class Role { kPublic, kPartner, kOfficer, kSupervisor, kAdmin, kService };

struct Caller {
  Role role = Role::kPublic;
  // Partner id, officer's name, administrator's name or service name; "" for the public.
  std::string id;
  // Officers and supervisors: their unit; the scope is this unit and everything below it.
  std::string unit_id;
  // May open confidential tickets of units in scope that handle, are accountable or arbitrate.
  bool confidential = false;

  bool IsService(std::string_view name) const { return role == Role::kService && id == name; }
  // "officer/budi@31.71.01.1001": for facts, request logs and audit.
  std::string ToString() const;
};

// Looks a metadata value of the call up; "" when absent.
using MetadataLookup = std::function<std::string(std::string_view key)>;

// The port behind which callers are recognised. Thread-safe.
class Authenticator {
 public:
  virtual ~Authenticator() = default;
  // A call without any credential is the public. UNAUTHENTICATED BAD_CREDENTIALS for bad ones.
  virtual absl::StatusOr<Caller> Authenticate(const MetadataLookup& metadata) const = 0;
};

// Believes the metadata "salur-dev-caller": partner/ID, officer/NAME@UNIT, supervisor/NAME@UNIT,
// admin/NAME or service/NAME, with ";confidential" behind it for that role. Development only:
// services refuse to start with it elsewhere.
class DevelopmentAuthenticator final : public Authenticator {
 public:
  absl::StatusOr<Caller> Authenticate(const MetadataLookup& metadata) const override;
};

// The name of that metadata.
constexpr char kDevelopmentCallerKey[] = "salur-dev-caller";

}  // namespace salur
