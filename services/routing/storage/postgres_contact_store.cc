#include "services/routing/storage/postgres_contact_store.h"

#include "common/base/errors.h"
#include "services/routing/storage/directory_change_queries.h"
#include "services/routing/storage/postgres_directory_changes.h"

namespace salur::routing {

using postgres::Params;
using postgres::Rows;
using postgres::Transaction;

absl::StatusOr<std::map<std::string, UnitContact>> PostgresContactStore::Find(
    const std::vector<std::string>& unit_ids) {
  std::map<std::string, UnitContact> contacts;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    contacts.clear();
    const Rows rows = transaction.Exec(queries::kReadContacts, Params().TextArray(unit_ids));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      contacts[rows.Text(i, 0)] = {rows.Text(i, 1), rows.Text(i, 2), rows.Text(i, 3)};
    }
    return absl::OkStatus();
  }));
  return contacts;
}

absl::StatusOr<std::string> PostgresContactStore::Set(const AdminRequest& request,
                                                      const std::string& unit_id,
                                                      const UnitContact& contact, absl::Time now) {
  std::string answer;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) -> absl::Status {
    answer = request.answer;
    if (!RememberAnswer(transaction, request, now)) {
      const Rows first = transaction.Exec(
          queries::kFindAnswer, Params().Text(request.key.caller).Text(request.key.request_id));
      if (first.Text(0, 0) != request.key.fingerprint) return RequestIdReused();
      answer = first.Bytes(0, 1);
      return absl::OkStatus();
    }
    if (contact.IsEmpty()) {
      transaction.Exec(queries::kDeleteContact, Params().Text(unit_id));
    } else {
      transaction.Exec(queries::kWriteContact, Params()
                                                   .Text(unit_id)
                                                   .Text(contact.phone)
                                                   .Text(contact.email)
                                                   .Text(contact.address)
                                                   .Time(now)
                                                   .Text(request.key.caller));
    }
    return absl::OkStatus();
  }));
  return answer;
}

}  // namespace salur::routing
