#include "common/postgres/postgres_outbox_store.h"

#include "common/base/errors.h"

namespace salur::postgres {

PostgresOutboxStore::PostgresOutboxStore(Pool& pool, const std::string& schema)
    : pool_(pool),
      // Index outbox_waiting; locks the rows that it takes, skips those of other relays.
      take_{"outbox_take", "SELECT id, key, payload FROM " + schema +
                               ".outbox WHERE stream_ms IS NULL ORDER BY id LIMIT $1 "
                               "FOR UPDATE SKIP LOCKED"},
      // Primary key.
      mark_published_{"outbox_mark_published",
                      "UPDATE " + schema +
                          ".outbox o SET stream_ms = p.ms, stream_seq = p.seq FROM "
                          "unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS p(id, ms, seq) "
                          "WHERE o.id = p.id"},
      // Index outbox_published.
      list_{"outbox_list", "SELECT id, stream_ms, stream_seq FROM " + schema +
                               ".outbox WHERE stream_ms IS NOT NULL AND "
                               "(stream_ms, stream_seq) > ($1::bigint, $2::bigint) "
                               "ORDER BY stream_ms, stream_seq LIMIT $3"},
      // Primary key.
      delete_{"outbox_delete", "DELETE FROM " + schema + ".outbox WHERE id = ANY($1::bigint[])"},
      // Primary key; a row that was published again meanwhile stays.
      mark_unpublished_{"outbox_mark_unpublished",
                        "UPDATE " + schema +
                            ".outbox o SET stream_ms = NULL, stream_seq = NULL FROM "
                            "unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS p(id, ms, seq) "
                            "WHERE o.id = p.id AND o.stream_ms = p.ms AND o.stream_seq = p.seq"},
      // Both partial indexes; the table is short unless consumers are away.
      usage_{"outbox_usage",
             "SELECT count(*) FILTER (WHERE stream_ms IS NULL), "
             "count(*) FILTER (WHERE stream_ms IS NOT NULL), "
             "coalesce(extract(epoch FROM clock_timestamp() - min(create_time)), 0)::float8 FROM " +
                 schema + ".outbox"} {}

absl::StatusOr<int> PostgresOutboxStore::Publish(
    int count,
    const std::function<absl::StatusOr<std::vector<std::string>>(const std::vector<OutboxRow>&)>&
        publish) {
  int published = 0;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) -> absl::Status {
    published = 0;
    const Rows rows = transaction.Exec(take_, Params().Integer(count));
    if (rows.empty()) return absl::OkStatus();
    std::vector<OutboxRow> taken;
    std::vector<std::int64_t> ids;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      taken.push_back({rows.Integer(i, 0), rows.Text(i, 1), rows.Bytes(i, 2)});
      ids.push_back(taken.back().id);
    }
    SALUR_ASSIGN_OR_RETURN(const auto positions, publish(taken));
    if (positions.size() != ids.size()) {
      return MakeError(absl::StatusCode::kInternal, "PUBLISH_INCOMPLETE",
                       "the queue answered another number of positions");
    }
    std::vector<std::int64_t> milliseconds;
    std::vector<std::int64_t> sequences;
    for (const std::string& position : positions) {
      const StreamId id = StreamId::Parse(position);
      milliseconds.push_back(static_cast<std::int64_t>(id.milliseconds));
      sequences.push_back(static_cast<std::int64_t>(id.sequence));
    }
    transaction.Exec(mark_published_,
                     Params().IntegerArray(ids).IntegerArray(milliseconds).IntegerArray(sequences));
    published = static_cast<int>(ids.size());
    return absl::OkStatus();
  }));
  return published;
}

absl::StatusOr<std::vector<PublishedRow>> PostgresOutboxStore::ListPublished(const StreamId& after,
                                                                             int count) {
  std::vector<PublishedRow> result;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    result.clear();
    const Rows rows =
        transaction.Exec(list_, Params()
                                    .Integer(static_cast<std::int64_t>(after.milliseconds))
                                    .Integer(static_cast<std::int64_t>(after.sequence))
                                    .Integer(count));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      result.push_back({rows.Integer(i, 0), rows.Text(i, 1) + "-" + rows.Text(i, 2)});
    }
    return absl::OkStatus();
  }));
  return result;
}

absl::Status PostgresOutboxStore::Delete(const std::vector<std::int64_t>& ids) {
  return pool_.Run([&](Transaction& transaction) {
    transaction.Exec(delete_, Params().IntegerArray(ids));
    return absl::OkStatus();
  });
}

absl::Status PostgresOutboxStore::MarkUnpublished(const std::vector<PublishedRow>& rows) {
  std::vector<std::int64_t> ids;
  std::vector<std::int64_t> milliseconds;
  std::vector<std::int64_t> sequences;
  for (const PublishedRow& row : rows) {
    const StreamId id = StreamId::Parse(row.stream_id);
    ids.push_back(row.id);
    milliseconds.push_back(static_cast<std::int64_t>(id.milliseconds));
    sequences.push_back(static_cast<std::int64_t>(id.sequence));
  }
  return pool_.Run([&](Transaction& transaction) {
    transaction.Exec(mark_unpublished_,
                     Params().IntegerArray(ids).IntegerArray(milliseconds).IntegerArray(sequences));
    return absl::OkStatus();
  });
}

absl::StatusOr<OutboxUsage> PostgresOutboxStore::Usage() {
  OutboxUsage usage;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    const Rows rows = transaction.Exec(usage_);
    usage.waiting = rows.Integer(0, 0);
    usage.published = rows.Integer(0, 1);
    usage.oldest_age = absl::Seconds(rows.Real(0, 2));
    return absl::OkStatus();
  }));
  return usage;
}

}  // namespace salur::postgres
