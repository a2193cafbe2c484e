// ContactStore on the schema "routing".
#pragma once

#include "common/postgres/postgres.h"
#include "services/routing/storage/contact_store.h"

namespace salur::routing {

// Thread-safe.
class PostgresContactStore final : public ContactStore {
 public:
  explicit PostgresContactStore(postgres::Pool& pool) : pool_(pool) {}

  absl::StatusOr<std::map<std::string, UnitContact>> Find(
      const std::vector<std::string>& unit_ids) override;
  absl::StatusOr<std::string> Set(const AdminRequest& request, const std::string& unit_id,
                                  const UnitContact& contact, absl::Time now) override;

 private:
  postgres::Pool& pool_;
};

}  // namespace salur::routing
