#include "common/redis/redis_event_stream.h"

#include "common/base/errors.h"

namespace salur::redis {
namespace {

constexpr char kRowField[] = "row";
constexpr char kKeyField[] = "key";
constexpr char kPayloadField[] = "event";

// An entry is [id, [field, value, ...]]; a deleted one that is still pending has no fields.
StreamMessage ToMessage(const Reply& entry, std::string* row) {
  StreamMessage message;
  if (entry.items.size() != 2) return message;
  message.id = entry.items[0].text;
  const std::vector<Reply>& fields = entry.items[1].items;
  for (std::size_t i = 0; i + 1 < fields.size(); i += 2) {
    if (fields[i].text == kKeyField) message.key = fields[i + 1].text;
    if (fields[i].text == kPayloadField) message.payload = fields[i + 1].text;
    if (fields[i].text == kRowField && row != nullptr) *row = fields[i + 1].text;
  }
  return message;
}

std::vector<StreamMessage> ToMessages(const Reply& entries) {
  std::vector<StreamMessage> messages;
  messages.reserve(entries.items.size());
  for (const Reply& entry : entries.items) messages.push_back(ToMessage(entry, nullptr));
  return messages;
}

const Reply* Find(const Reply& map, const std::string& name) {
  for (std::size_t i = 0; i + 1 < map.items.size(); i += 2) {
    if (map.items[i].text == name) return &map.items[i + 1];
  }
  return nullptr;
}

}  // namespace

RedisEventStream::RedisEventStream(RedisClient::Options options, std::string name)
    : client_(std::move(options)), key_("salur:stream:" + std::move(name)) {}

absl::StatusOr<std::vector<std::string>> RedisEventStream::Append(
    const std::vector<OutgoingEvent>& events) {
  std::vector<Command> commands;
  commands.reserve(events.size());
  for (const OutgoingEvent& event : events) {
    commands.push_back({"XADD", key_, "*", kRowField, event.row, kKeyField, event.key,
                        kPayloadField, event.payload});
  }
  SALUR_ASSIGN_OR_RETURN(auto replies, client_.Pipeline(commands));
  std::vector<std::string> ids;
  ids.reserve(replies.size());
  for (Reply& reply : replies) {
    if (reply.kind == Reply::Kind::kError) return ReplyError(reply);
    ids.push_back(std::move(reply.text));
  }
  return ids;
}

absl::Status RedisEventStream::CreateGroup(const std::string& group) {
  SALUR_ASSIGN_OR_RETURN(auto replies,
                         client_.Pipeline({{"XGROUP", "CREATE", key_, group, "0", "MKSTREAM"}}));
  const Reply& reply = replies.front();
  if (reply.kind == Reply::Kind::kError && reply.text.rfind("BUSYGROUP", 0) != 0) {
    return ReplyError(reply);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<StreamMessage>> RedisEventStream::ReadGroup(const ReadOptions& options) {
  Command command{"XREADGROUP",     "GROUP", options.group,
                  options.consumer, "COUNT", std::to_string(options.count)};
  if (options.block > absl::ZeroDuration()) {
    command.insert(command.end(),
                   {"BLOCK", std::to_string(absl::ToInt64Milliseconds(options.block))});
  }
  command.insert(command.end(), {"STREAMS", key_, ">"});
  auto reply = client_.Call(command, options.block);
  if (ErrorReason(reply.status()) == "NO_GROUP") {
    SALUR_RETURN_IF_ERROR(CreateGroup(options.group));
    reply = client_.Call(command, options.block);
  }
  if (!reply.ok()) return reply.status();
  if (reply->items.empty()) return std::vector<StreamMessage>();
  return ToMessages(reply->items[0].items.at(1));
}

absl::StatusOr<std::vector<StreamMessage>> RedisEventStream::Claim(const ReadOptions& options,
                                                                   absl::Duration idle_min) {
  auto reply = client_.Call({"XAUTOCLAIM", key_, options.group, options.consumer,
                             std::to_string(absl::ToInt64Milliseconds(idle_min)), "0-0", "COUNT",
                             std::to_string(options.count)});
  if (ErrorReason(reply.status()) == "NO_GROUP") return std::vector<StreamMessage>();
  if (!reply.ok()) return reply.status();
  if (reply->items.size() < 2) return std::vector<StreamMessage>();
  return ToMessages(reply->items[1]);
}

absl::Status RedisEventStream::Acknowledge(const std::string& group,
                                           const std::vector<std::string>& ids) {
  if (ids.empty()) return absl::OkStatus();
  Command command{"XACK", key_, group};
  command.insert(command.end(), ids.begin(), ids.end());
  return client_.Call(command).status();
}

absl::StatusOr<StreamId> RedisEventStream::AcknowledgedPoint(
    const std::vector<std::string>& groups) {
  SALUR_ASSIGN_OR_RETURN(auto replies, client_.Pipeline({{"XINFO", "GROUPS", key_}}));
  const Reply& infos = replies.front();
  if (infos.kind == Reply::Kind::kError) {
    return infos.text.find("no such key") != std::string::npos
               ? absl::StatusOr<StreamId>(StreamId{})
               : ReplyError(infos);
  }
  StreamId point{~std::uint64_t{0}, ~std::uint64_t{0}};
  for (const std::string& group : groups) {
    StreamId reached;
    for (const Reply& info : infos.items) {
      const Reply* name = Find(info, "name");
      if (name == nullptr || name->text != group) continue;
      const Reply* last = Find(info, "last-delivered-id");
      const Reply* pending = Find(info, "pending");
      if (last != nullptr) reached = StreamId::Parse(last->text);
      if (pending == nullptr || pending->integer == 0) continue;
      // Everything before the oldest pending message is acknowledged.
      SALUR_ASSIGN_OR_RETURN(const Reply summary, client_.Call({"XPENDING", key_, group}));
      if (summary.items.size() < 2 || summary.items[1].text.empty()) continue;
      StreamId oldest = StreamId::Parse(summary.items[1].text);
      if (oldest.sequence > 0) {
        --oldest.sequence;
      } else {
        oldest = {oldest.milliseconds - 1, ~std::uint64_t{0}};
      }
      reached = std::min(reached, oldest);
    }
    point = std::min(point, reached);
  }
  return point;
}

absl::StatusOr<std::map<std::string, std::string>> RedisEventStream::Rows(const StreamId& first,
                                                                          const StreamId& last,
                                                                          int count) {
  SALUR_ASSIGN_OR_RETURN(const Reply reply,
                         client_.Call({"XRANGE", key_, first.ToString(), last.ToString(), "COUNT",
                                       std::to_string(count)}));
  std::map<std::string, std::string> rows;
  for (const Reply& entry : reply.items) {
    std::string row;
    const StreamMessage message = ToMessage(entry, &row);
    rows[message.id] = row;
  }
  return rows;
}

absl::Status RedisEventStream::TrimTo(const StreamId& acknowledged) {
  const StreamId keep = acknowledged.sequence == ~std::uint64_t{0}
                            ? StreamId{acknowledged.milliseconds + 1, 0}
                            : StreamId{acknowledged.milliseconds, acknowledged.sequence + 1};
  return client_.Call({"XTRIM", key_, "MINID", keep.ToString()}).status();
}

absl::StatusOr<std::int64_t> RedisEventStream::Lag(const std::string& group) {
  SALUR_ASSIGN_OR_RETURN(auto replies,
                         client_.Pipeline({{"XINFO", "GROUPS", key_}, {"XLEN", key_}}));
  const std::int64_t length = replies[1].integer;
  if (replies[0].kind != Reply::Kind::kArray) return length;
  for (const Reply& info : replies[0].items) {
    const Reply* name = Find(info, "name");
    if (name == nullptr || name->text != group) continue;
    const Reply* pending = Find(info, "pending");
    const Reply* lag = Find(info, "lag");
    const std::int64_t undelivered =
        lag != nullptr && lag->kind == Reply::Kind::kInteger ? lag->integer : length;
    return undelivered + (pending == nullptr ? 0 : pending->integer);
  }
  return length;
}

}  // namespace salur::redis
