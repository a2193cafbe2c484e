#include "services/routing/storage/in_memory_contact_store.h"

namespace salur::routing {

absl::StatusOr<std::map<std::string, UnitContact>> InMemoryContactStore::Find(
    const std::vector<std::string>& unit_ids) {
  const std::lock_guard lock(mutex_);
  std::map<std::string, UnitContact> found;
  for (const std::string& id : unit_ids) {
    const auto contact = contacts_.find(id);
    if (contact != contacts_.end()) found.insert(*contact);
  }
  return found;
}

absl::StatusOr<std::string> InMemoryContactStore::Set(const AdminRequest& request,
                                                      const std::string& unit_id,
                                                      const UnitContact& contact, absl::Time) {
  const std::lock_guard lock(mutex_);
  const auto [stored, fresh] =
      requests_.emplace(std::make_pair(request.key.caller, request.key.request_id), request);
  if (stored->second.key.fingerprint != request.key.fingerprint) return RequestIdReused();
  if (!fresh) return stored->second.answer;
  if (contact.IsEmpty()) {
    contacts_.erase(unit_id);
  } else {
    contacts_[unit_id] = contact;
  }
  return request.answer;
}

}  // namespace salur::routing
