#include "services/routing/storage/postgres_directory_changes.h"

#include "common/base/errors.h"
#include "services/routing/storage/directory_change_queries.h"
#include "services/routing/storage/postgres_directory_store.h"

namespace salur::routing {
namespace {

using postgres::Params;
using postgres::Rows;
using postgres::Transaction;

template <typename Row, typename Get>
std::vector<std::string> Column(const std::vector<Row>& rows, Get get) {
  std::vector<std::string> column;
  column.reserve(rows.size());
  for (const Row& row : rows) column.emplace_back(get(row));
  return column;
}

std::string Join(const std::vector<std::string>& ids) {
  std::string joined;
  for (const std::string& id : ids) joined += (joined.empty() ? "" : ",") + id;
  return joined;
}

}  // namespace

void ReadValidity(Transaction& transaction, std::vector<ValidityRow>& validity) {
  const Rows rows = transaction.Exec(queries::kReadValidity);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    validity.push_back(
        {rows.Text(i, 0), rows.Text(i, 1), rows.Text(i, 2), rows.Text(i, 3), rows.TextArray(i, 4)});
  }
}

absl::Status ReadDecrees(Transaction& transaction, std::vector<DecreeRow>& decrees) {
  const Rows rows = transaction.Exec(queries::kReadDecrees);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto change = ParseDecreeChange(rows.Text(i, 2));
    const auto old_code = RegionCode::Parse(rows.Text(i, 3));
    const auto new_code = RegionCode::Parse(rows.Text(i, 4));
    if (!change.has_value() || !old_code.has_value() || !new_code.has_value()) {
      return MakeError(absl::StatusCode::kInternal, "DIRECTORY_UNREADABLE",
                       "a stored decree has a value that this program does not know");
    }
    decrees.push_back({rows.Text(i, 0), rows.Text(i, 1), *change, *old_code, *new_code,
                       rows.Text(i, 5), rows.Text(i, 6)});
  }
  return absl::OkStatus();
}

bool RememberAnswer(Transaction& transaction, const AdminRequest& request, absl::Time now) {
  const Rows added = transaction.Exec(queries::kAddAnswer, Params()
                                                               .Text(request.key.caller)
                                                               .Text(request.key.request_id)
                                                               .Text(request.key.fingerprint)
                                                               .Bytes(request.answer)
                                                               .Time(now));
  return !added.empty();
}

absl::Status WriteChanges(Transaction& transaction, const DirectoryChange& change) {
  if (change.request.has_value() &&
      !RememberAnswer(transaction, *change.request, change.import_time)) {
    return RequestAnswered();
  }
  if (!change.validity.empty()) {
    using Row = ValidityRow;
    transaction.Exec(
        queries::kWriteValidity,
        Params()
            .TextArray(Column(change.validity, [](const Row& r) { return r.id; }))
            .TextArray(Column(change.validity, [](const Row& r) { return r.valid_from; }))
            .TextArray(Column(change.validity, [](const Row& r) { return r.valid_to; }))
            .TextArray(Column(change.validity, [](const Row& r) { return r.decree; }))
            .TextArray(Column(change.validity, [](const Row& r) { return Join(r.successors); })));
  }
  if (!change.decrees.empty()) {
    using Row = DecreeRow;
    const std::vector<Row>& rows = change.decrees;
    transaction.Exec(
        queries::kAddDecrees,
        Params()
            .Integer(change.next.directory)
            .TextArray(Column(rows, [](const Row& r) { return r.decree; }))
            .TextArray(Column(rows, [](const Row& r) { return r.valid_from; }))
            .TextArray(Column(rows, [](const Row& r) { return DecreeChangeName(r.change); }))
            .TextArray(Column(rows, [](const Row& r) { return r.old_code.ToString(); }))
            .TextArray(Column(rows, [](const Row& r) { return r.new_code.ToString(); }))
            .TextArray(Column(rows, [](const Row& r) { return r.new_name; }))
            .TextArray(Column(rows, [](const Row& r) { return r.note; })));
  }
  if (change.staffing.has_value() && change.next != change.expected) {
    transaction.Exec(queries::kAddStaffing, Params()
                                                .Integer(change.next.directory)
                                                .Time(change.import_time)
                                                .Text(change.imported_by)
                                                .Boolean(change.staffing->staffed)
                                                .TextArray(change.staffing->unit_ids)
                                                .Text(change.staffing->note));
  }
  if (!change.hand_over.empty()) {
    transaction.Exec(queries::kAddHandOver,
                     Params().TextArray(change.hand_over).Integer(change.next.directory));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<std::string>> PostgresDirectoryStore::FindAnswer(
    const RequestKey& key) {
  std::optional<std::string> answer;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    answer.reset();
    const Rows rows =
        transaction.Exec(queries::kFindAnswer, Params().Text(key.caller).Text(key.request_id));
    if (rows.empty()) return absl::OkStatus();
    if (rows.Text(0, 0) != key.fingerprint) return RequestIdReused();
    answer = rows.Bytes(0, 1);
    return absl::OkStatus();
  }));
  return answer;
}

absl::StatusOr<std::vector<PendingHandOver>> PostgresDirectoryStore::PendingHandOvers(int count) {
  std::vector<PendingHandOver> pending;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    pending.clear();
    const Rows rows = transaction.Exec(queries::kReadHandOver, Params().Integer(count));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      pending.push_back({rows.Text(i, 0), rows.Integer(i, 1)});
    }
    return absl::OkStatus();
  }));
  return pending;
}

absl::Status PostgresDirectoryStore::FinishHandOver(const std::vector<std::string>& unit_ids,
                                                    std::int64_t version) {
  return pool_.Run([&](Transaction& transaction) {
    transaction.Exec(queries::kFinishHandOver, Params().TextArray(unit_ids).Integer(version));
    return absl::OkStatus();
  });
}

}  // namespace salur::routing
