#include "services/routing/storage/postgres_rule_store.h"

#include "common/base/errors.h"
#include "services/routing/storage/admin_request_queries.h"
#include "services/routing/storage/directory_queries.h"
#include "services/routing/storage/postgres_directory_store.h"
#include "services/routing/storage/postgres_rule_rows.h"
#include "services/routing/storage/rule_queries.h"

namespace salur::routing {
namespace {

using postgres::Params;
using postgres::Rows;
using postgres::Transaction;

absl::Status ReadAnswer(Transaction& transaction, const RequestKey& key,
                        std::optional<std::string>& answer) {
  answer.reset();
  const Rows rows =
      transaction.Exec(queries::kFindAdminRequest, Params().Text(key.caller).Text(key.request_id));
  if (rows.empty()) return absl::OkStatus();
  if (rows.Text(0, 0) != key.fingerprint) return RequestIdReused();
  answer = rows.Bytes(0, 1);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::optional<std::vector<RuleRow>>> PostgresRuleStore::Rules(std::int64_t version) {
  std::optional<std::vector<RuleRow>> rules;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    rules.reset();
    // What a version holds never changes, so the two statements need no lock.
    const Params params = Params().Integer(version);
    if (transaction.Exec(queries::kFindRuleVersion, params).empty()) return absl::OkStatus();
    rules = ReadRuleRows(transaction.Exec(queries::kReadRulesOf, params));
    return absl::OkStatus();
  }));
  return rules;
}

absl::StatusOr<std::vector<RuleVersion>> PostgresRuleStore::Versions(std::int64_t before,
                                                                     int count) {
  std::vector<RuleVersion> versions;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    versions.clear();
    const Rows rows =
        transaction.Exec(queries::kListRuleVersions, Params().Integer(before).Integer(count));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      versions.push_back({rows.Integer(i, 0), rows.Time(i, 1), rows.Text(i, 2), rows.Text(i, 3),
                          rows.Integer(i, 4), rows.Integer(i, 5)});
    }
    return absl::OkStatus();
  }));
  return versions;
}

absl::StatusOr<std::optional<std::string>> PostgresRuleStore::FindAnswer(const RequestKey& key) {
  std::optional<std::string> answer;
  SALUR_RETURN_IF_ERROR(
      pool_.Run([&](Transaction& transaction) { return ReadAnswer(transaction, key, answer); }));
  return answer;
}

absl::StatusOr<std::string> PostgresRuleStore::ReplaceOnce(const RequestKey& key,
                                                           const RuleReplacement& replacement,
                                                           const std::string& answer) {
  std::optional<std::string> given;
  const absl::Status status = pool_.Run([&](Transaction& transaction) -> absl::Status {
    // The lock first: the same request that runs elsewhere has then stored its answer.
    transaction.Exec(queries::kLockVersionsExclusive);
    SALUR_RETURN_IF_ERROR(ReadAnswer(transaction, key, given));
    if (given.has_value()) return absl::OkStatus();
    SALUR_RETURN_IF_ERROR(CheckVersionsInForce(transaction, replacement.expected));
    if (replacement.rows.has_value()) {
      DirectoryVersions next = replacement.expected;
      ++next.rules;
      RuleVersion version;
      version.version = next.rules;
      version.create_time = replacement.time;
      version.actor = replacement.actor;
      version.note = replacement.note;
      version.restored_version = replacement.restored_version;
      WriteRuleVersion(transaction, version, replacement.rows);
      transaction.Exec(queries::kWriteVersions,
                       Params().Integer(next.directory).Integer(next.rules));
    }
    transaction.Exec(queries::kAddAdminRequest, Params()
                                                    .Text(key.caller)
                                                    .Text(key.request_id)
                                                    .Text(key.fingerprint)
                                                    .Bytes(answer)
                                                    .Time(replacement.time));
    given = answer;
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return *given;
}

}  // namespace salur::routing
