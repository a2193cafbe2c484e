#include "services/routing/unit_desk.h"

#include <set>

#include "common/base/errors.h"
#include "common/log/log.h"
#include "services/routing/directory_converters.h"
#include "services/routing/domain/limits.h"
#include "services/routing/fingerprint.h"
#include "services/routing/unit_validation.h"

namespace salur::routing {
namespace {

template <typename Request>
RequestKey KeyOf(const Caller& caller, std::string_view method, const Request& request) {
  return {caller.ToString(), request.request_id(),
          Fingerprint(std::string(method) + '\n' + request.SerializeAsString())};
}

template <typename Message>
absl::StatusOr<Message> ParseAnswer(const std::string& answer) {
  Message message;
  if (message.ParseFromString(answer)) return message;
  return MakeError(absl::StatusCode::kInternal, "ANSWER_UNREADABLE",
                   "the stored answer cannot be read");
}

// Units are looked up in the version that is changed: it may be newer than the one looked at first.
absl::Status CheckUnits(const Directory& directory, const v1::SetStaffingRequest& request) {
  Violations violations;
  for (int i = 0; i < request.unit_ids_size(); ++i) {
    const std::string path = "unit_ids[" + std::to_string(i) + "]";
    const UnitRef unit = directory.FindUnit(request.unit_ids(i));
    if (unit == kNoUnit) {
      violations.push_back({path, "is not a unit"});
    } else if (!directory.unit(unit).active) {
      violations.push_back({path, "is retired: name a unit in force"});
    } else if (unit == kRootUnit && !request.staffed()) {
      violations.push_back({path, "is the root, which is always staffed"});
    }
  }
  return InvalidFields(violations);
}

}  // namespace

absl::StatusOr<std::string> UnitDesk::TryStaffing(const RequestKey& key,
                                                  const v1::SetStaffingRequest& request) {
  SALUR_ASSIGN_OR_RETURN(const std::optional<std::string> known,
                         parts_.directory_store.FindAnswer(key));
  if (known.has_value()) return *known;
  SALUR_ASSIGN_OR_RETURN(const auto rules, parts_.directory.Current());
  const Directory& directory = rules->directory();
  SALUR_RETURN_IF_ERROR(CheckUnits(directory, request));
  DirectoryChange change;
  change.expected = change.next = VersionsOf(*rules);
  change.import_time = parts_.clock.Now();
  change.imported_by = key.caller;
  const std::set<std::string> ids(request.unit_ids().begin(), request.unit_ids().end());
  for (const std::string& id : ids) {
    UnitRow row = directory.Row(directory.FindUnit(id));
    if (row.staffed == request.staffed()) continue;
    row.staffed = request.staffed();
    change.units.push_back(std::move(row));
    change.hand_over.push_back(id);
  }
  if (!change.units.empty()) ++change.next.directory;
  change.staffing = {request.staffed(), change.hand_over, request.note()};
  v1::SetStaffingResponse response;
  response.set_changed(static_cast<std::int32_t>(change.units.size()));
  response.set_directory_version(change.next.directory);
  change.request = {key, response.SerializeAsString()};
  SALUR_RETURN_IF_ERROR(parts_.directory_store.Apply(change, [](std::size_t) {}));
  return change.request->answer;
}

absl::StatusOr<v1::SetStaffingResponse> UnitDesk::SetStaffing(
    const Caller& caller, const v1::SetStaffingRequest& request) {
  Violations violations;
  CheckStaffing(request, violations);
  SALUR_RETURN_IF_ERROR(InvalidFields(violations));
  const RequestKey key = KeyOf(caller, "SetStaffing", request);
  absl::StatusOr<std::string> answer;
  for (int attempt = 0; attempt <= kVersionRetriesMax; ++attempt) {
    answer = TryStaffing(key, request);
    const std::string reason = answer.ok() ? "" : ErrorReason(answer.status());
    if (reason != "DIRECTORY_CHANGED" && reason != "REQUEST_ANSWERED") break;
    SALUR_RETURN_IF_ERROR(parts_.directory.Refresh());
  }
  if (!answer.ok()) return answer.status();
  // The change is done, whatever happens here: a loop refreshes too.
  if (const absl::Status refreshed = parts_.directory.Refresh(); !refreshed.ok()) {
    log::Warn("the changed directory is not loaded yet", {{"reason", ErrorReason(refreshed)}});
  }
  if (parts_.on_staffing) parts_.on_staffing();
  return ParseAnswer<v1::SetStaffingResponse>(*answer);
}

absl::StatusOr<v1::Unit> UnitDesk::SetContact(const Caller& caller,
                                              const v1::SetUnitContactRequest& request) {
  Violations violations;
  CheckContact(request, violations);
  SALUR_RETURN_IF_ERROR(InvalidFields(violations));
  SALUR_ASSIGN_OR_RETURN(const auto rules, parts_.directory.Current());
  const UnitRef unit = rules->directory().FindUnit(request.unit_id());
  if (unit == kNoUnit) {
    return MakeError(absl::StatusCode::kNotFound, "UNIT_NOT_FOUND", "there is no such unit");
  }
  v1::Unit answer = ToUnit(rules->directory(), unit);
  const UnitContact contact{request.contact().phone(), request.contact().email(),
                            request.contact().address()};
  if (!contact.IsEmpty()) *answer.mutable_contact() = request.contact();
  SALUR_ASSIGN_OR_RETURN(
      const std::string stored,
      parts_.contacts.Set({KeyOf(caller, "SetUnitContact", request), answer.SerializeAsString()},
                          request.unit_id(), contact, parts_.clock.Now()));
  return ParseAnswer<v1::Unit>(stored);
}

absl::Status UnitDesk::AddContacts(const Caller& caller,
                                   const std::vector<v1::Unit*>& units) const {
  const bool staff = caller.role == Role::kOfficer || caller.role == Role::kSupervisor ||
                     caller.role == Role::kAdmin;
  if (!staff || units.empty()) return absl::OkStatus();
  std::vector<std::string> ids;
  for (const v1::Unit* unit : units) ids.push_back(unit->unit_id());
  SALUR_ASSIGN_OR_RETURN(const auto contacts, parts_.contacts.Find(ids));
  for (v1::Unit* unit : units) {
    const auto found = contacts.find(unit->unit_id());
    if (found == contacts.end()) continue;
    unit->mutable_contact()->set_phone(found->second.phone);
    unit->mutable_contact()->set_email(found->second.email);
    unit->mutable_contact()->set_address(found->second.address);
  }
  return absl::OkStatus();
}

}  // namespace salur::routing
