#include "common/events/in_memory_event_stream.h"

#include "common/base/errors.h"

namespace salur {

void InMemoryEventStream::Wipe() {
  const std::lock_guard lock(mutex_);
  entries_.clear();
  groups_.clear();
}

void InMemoryEventStream::SetAway(bool away) {
  const std::lock_guard lock(mutex_);
  away_ = away;
}

absl::Status InMemoryEventStream::CheckAway() const {
  if (!away_) return absl::OkStatus();
  return MakeError(absl::StatusCode::kUnavailable, "REDIS_UNAVAILABLE", "the queue is away");
}

StreamMessage InMemoryEventStream::MessageAt(const StreamId& id) const {
  const auto entry = entries_.find(id);
  if (entry == entries_.end()) return {id.ToString(), "", ""};
  return {id.ToString(), entry->second.key, entry->second.payload};
}

absl::StatusOr<std::vector<std::string>> InMemoryEventStream::Append(
    const std::vector<OutgoingEvent>& events) {
  const std::lock_guard lock(mutex_);
  SALUR_RETURN_IF_ERROR(CheckAway());
  std::vector<std::string> ids;
  for (const OutgoingEvent& event : events) {
    const auto now = static_cast<std::uint64_t>(absl::ToUnixMillis(clock_.Now()));
    last_ = now > last_.milliseconds ? StreamId{now, 0}
                                     : StreamId{last_.milliseconds, last_.sequence + 1};
    entries_[last_] = event;
    ids.push_back(last_.ToString());
  }
  return ids;
}

absl::StatusOr<std::vector<StreamMessage>> InMemoryEventStream::ReadGroup(
    const ReadOptions& options) {
  const std::lock_guard lock(mutex_);
  SALUR_RETURN_IF_ERROR(CheckAway());
  Group& group = groups_[options.group];
  std::vector<StreamMessage> messages;
  for (auto entry = entries_.upper_bound(group.delivered);
       entry != entries_.end() && messages.size() < static_cast<std::size_t>(options.count);
       ++entry) {
    messages.push_back(MessageAt(entry->first));
    group.pending[entry->first] = {options.consumer, clock_.Now()};
    group.delivered = entry->first;
  }
  return messages;
}

absl::StatusOr<std::vector<StreamMessage>> InMemoryEventStream::Claim(const ReadOptions& options,
                                                                      absl::Duration idle_min) {
  const std::lock_guard lock(mutex_);
  SALUR_RETURN_IF_ERROR(CheckAway());
  std::vector<StreamMessage> messages;
  const auto group = groups_.find(options.group);
  if (group == groups_.end()) return messages;
  for (auto& [id, pending] : group->second.pending) {
    if (messages.size() >= static_cast<std::size_t>(options.count)) break;
    if (clock_.Now() - pending.since < idle_min) continue;
    pending = {options.consumer, clock_.Now()};
    messages.push_back(MessageAt(id));
  }
  return messages;
}

absl::Status InMemoryEventStream::Acknowledge(const std::string& group,
                                              const std::vector<std::string>& ids) {
  const std::lock_guard lock(mutex_);
  SALUR_RETURN_IF_ERROR(CheckAway());
  const auto found = groups_.find(group);
  if (found == groups_.end()) return absl::OkStatus();
  for (const std::string& id : ids) found->second.pending.erase(StreamId::Parse(id));
  return absl::OkStatus();
}

absl::StatusOr<StreamId> InMemoryEventStream::AcknowledgedPoint(
    const std::vector<std::string>& groups) {
  const std::lock_guard lock(mutex_);
  SALUR_RETURN_IF_ERROR(CheckAway());
  StreamId point{~std::uint64_t{0}, ~std::uint64_t{0}};
  for (const std::string& name : groups) {
    StreamId reached;
    if (const auto group = groups_.find(name); group != groups_.end()) {
      reached = group->second.delivered;
      if (!group->second.pending.empty()) {
        // Everything before the oldest pending message is acknowledged.
        StreamId oldest = group->second.pending.begin()->first;
        oldest = oldest.sequence > 0 ? StreamId{oldest.milliseconds, oldest.sequence - 1}
                                     : StreamId{oldest.milliseconds - 1, ~std::uint64_t{0}};
        reached = std::min(reached, oldest);
      }
    }
    point = std::min(point, reached);
  }
  return point;
}

absl::StatusOr<std::map<std::string, std::string>> InMemoryEventStream::Rows(const StreamId& first,
                                                                             const StreamId& last,
                                                                             int count) {
  const std::lock_guard lock(mutex_);
  SALUR_RETURN_IF_ERROR(CheckAway());
  std::map<std::string, std::string> rows;
  for (auto entry = entries_.lower_bound(first); entry != entries_.end() && entry->first <= last &&
                                                 rows.size() < static_cast<std::size_t>(count);
       ++entry) {
    rows[entry->first.ToString()] = entry->second.row;
  }
  return rows;
}

absl::Status InMemoryEventStream::TrimTo(const StreamId& acknowledged) {
  const std::lock_guard lock(mutex_);
  SALUR_RETURN_IF_ERROR(CheckAway());
  entries_.erase(entries_.begin(), entries_.upper_bound(acknowledged));
  return absl::OkStatus();
}

absl::StatusOr<std::int64_t> InMemoryEventStream::Lag(const std::string& group) {
  const std::lock_guard lock(mutex_);
  SALUR_RETURN_IF_ERROR(CheckAway());
  const auto found = groups_.find(group);
  if (found == groups_.end()) return static_cast<std::int64_t>(entries_.size());
  const auto undelivered =
      std::distance(entries_.upper_bound(found->second.delivered), entries_.end());
  return undelivered + static_cast<std::int64_t>(found->second.pending.size());
}

}  // namespace salur
