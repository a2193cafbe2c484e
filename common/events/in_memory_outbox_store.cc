#include "common/events/in_memory_outbox_store.h"

#include "common/base/errors.h"

namespace salur {

std::int64_t InMemoryOutboxStore::Add(const std::string& key, const std::string& payload) {
  const std::lock_guard lock(mutex_);
  ++last_id_;
  waiting_[last_id_] = {last_id_, key, payload};
  return last_id_;
}

absl::StatusOr<int> InMemoryOutboxStore::Publish(
    int count,
    const std::function<absl::StatusOr<std::vector<std::string>>(const std::vector<OutboxRow>&)>&
        publish) {
  const std::lock_guard lock(mutex_);
  std::vector<OutboxRow> taken;
  for (const auto& [id, row] : waiting_) {
    if (taken.size() >= static_cast<std::size_t>(count)) break;
    taken.push_back(row);
  }
  if (taken.empty()) return 0;
  SALUR_ASSIGN_OR_RETURN(const auto positions, publish(taken));
  for (std::size_t i = 0; i < taken.size(); ++i) {
    published_[StreamId::Parse(positions.at(i))] = taken[i];
    waiting_.erase(taken[i].id);
  }
  return static_cast<int>(taken.size());
}

absl::StatusOr<std::vector<PublishedRow>> InMemoryOutboxStore::ListPublished(const StreamId& after,
                                                                             int count) {
  const std::lock_guard lock(mutex_);
  std::vector<PublishedRow> rows;
  for (auto row = published_.upper_bound(after);
       row != published_.end() && rows.size() < static_cast<std::size_t>(count); ++row) {
    rows.push_back({row->second.id, row->first.ToString()});
  }
  return rows;
}

absl::Status InMemoryOutboxStore::Delete(const std::vector<std::int64_t>& ids) {
  const std::lock_guard lock(mutex_);
  for (const std::int64_t id : ids) {
    waiting_.erase(id);
    std::erase_if(published_, [id](const auto& entry) { return entry.second.id == id; });
  }
  return absl::OkStatus();
}

absl::Status InMemoryOutboxStore::MarkUnpublished(const std::vector<PublishedRow>& rows) {
  const std::lock_guard lock(mutex_);
  for (const PublishedRow& row : rows) {
    const auto found = published_.find(StreamId::Parse(row.stream_id));
    if (found == published_.end() || found->second.id != row.id) continue;
    waiting_[row.id] = found->second;
    published_.erase(found);
  }
  return absl::OkStatus();
}

absl::StatusOr<OutboxUsage> InMemoryOutboxStore::Usage() {
  const std::lock_guard lock(mutex_);
  OutboxUsage usage;
  usage.waiting = static_cast<std::int64_t>(waiting_.size());
  usage.published = static_cast<std::int64_t>(published_.size());
  return usage;
}

namespace {

absl::Status LetterNotFound() {
  return MakeError(absl::StatusCode::kNotFound, "DEAD_LETTER_NOT_FOUND",
                   "there is no dead letter with this id");
}

}  // namespace

absl::Status InMemoryDeadLetterStore::Add(const DeadLetter& letter) {
  const std::lock_guard lock(mutex_);
  for (const auto& [id, stored] : letters_) {
    if (stored.stream == letter.stream && stored.stream_id == letter.stream_id) {
      return absl::OkStatus();
    }
  }
  DeadLetter stored = letter;
  stored.id = ++last_id_;
  letters_[stored.id] = std::move(stored);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<DeadLetter>> InMemoryDeadLetterStore::List(std::int64_t before,
                                                                      int count) {
  const std::lock_guard lock(mutex_);
  std::vector<DeadLetter> letters;
  for (auto entry = letters_.rbegin();
       entry != letters_.rend() && letters.size() < static_cast<std::size_t>(count); ++entry) {
    if (before > 0 && entry->first >= before) continue;
    letters.push_back(entry->second);
    letters.back().payload.clear();
  }
  return letters;
}

absl::StatusOr<DeadLetter> InMemoryDeadLetterStore::Get(std::int64_t id) {
  const std::lock_guard lock(mutex_);
  const auto found = letters_.find(id);
  if (found == letters_.end()) return LetterNotFound();
  return found->second;
}

absl::Status InMemoryDeadLetterStore::RecordFailure(std::int64_t id, const std::string& error) {
  const std::lock_guard lock(mutex_);
  const auto found = letters_.find(id);
  if (found == letters_.end()) return absl::OkStatus();
  found->second.error = error;
  ++found->second.attempts;
  return absl::OkStatus();
}

absl::Status InMemoryDeadLetterStore::Remove(std::int64_t id) {
  const std::lock_guard lock(mutex_);
  letters_.erase(id);
  return absl::OkStatus();
}

absl::StatusOr<std::int64_t> InMemoryDeadLetterStore::Count() {
  const std::lock_guard lock(mutex_);
  return static_cast<std::int64_t>(letters_.size());
}

}  // namespace salur
