#include "common/redis/redis_client.h"

#include <hiredis/hiredis.h>
#include <sys/time.h>

#include <array>
#include <cstdlib>

#include "common/base/errors.h"

namespace salur::redis {
namespace {

struct Address {
  std::string unix_path;  // or host and port
  std::string host = "127.0.0.1";
  int port = 6379;
  std::string user;
  std::string password;
  std::string database;
};

Address ParseUrl(const std::string& url) {
  Address address;
  if (url.rfind("unix://", 0) == 0) {
    address.unix_path = url.substr(7);
    return address;
  }
  std::string rest = url.substr(url.find("://") + 3);
  if (const auto slash = rest.find('/'); slash != std::string::npos) {
    address.database = rest.substr(slash + 1);
    rest.resize(slash);
  }
  if (const auto at = rest.rfind('@'); at != std::string::npos) {
    const std::string login = rest.substr(0, at);
    const auto colon = login.find(':');
    address.user = login.substr(0, colon);
    if (colon != std::string::npos) address.password = login.substr(colon + 1);
    rest.erase(0, at + 1);
  }
  if (const auto colon = rest.rfind(':'); colon != std::string::npos) {
    address.port = std::atoi(rest.c_str() + colon + 1);
    rest.resize(colon);
  }
  if (!rest.empty()) address.host = rest;
  return address;
}

Reply Convert(const redisReply& raw) {
  Reply reply;
  switch (raw.type) {
    case REDIS_REPLY_INTEGER:
      reply.kind = Reply::Kind::kInteger;
      reply.integer = raw.integer;
      break;
    case REDIS_REPLY_STRING:
    case REDIS_REPLY_STATUS:
      reply.kind = Reply::Kind::kText;
      reply.text.assign(raw.str, static_cast<std::size_t>(raw.len));
      break;
    case REDIS_REPLY_ERROR:
      reply.kind = Reply::Kind::kError;
      reply.text.assign(raw.str, static_cast<std::size_t>(raw.len));
      break;
    case REDIS_REPLY_ARRAY:
      reply.kind = Reply::Kind::kArray;
      for (std::size_t i = 0; i < raw.elements; ++i)
        reply.items.push_back(Convert(*raw.element[i]));
      break;
    default:
      break;
  }
  return reply;
}

absl::Status Unavailable(std::string_view what) {
  return MakeError(absl::StatusCode::kUnavailable, "REDIS_UNAVAILABLE",
                   "Redis: " + std::string(what));
}

}  // namespace

struct RedisClient::Connection {
  explicit Connection(redisContext* raw) : context(raw) {}
  ~Connection() {
    if (context != nullptr) redisFree(context);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  redisContext* context;
};

RedisClient::RedisClient(Options options) : options_(std::move(options)) {}
RedisClient::~RedisClient() = default;

absl::Status RedisClient::Connect() {
  const Address address = ParseUrl(options_.url);
  const timeval timeout = absl::ToTimeval(options_.connect_timeout);
  redisContext* context = address.unix_path.empty()
                              ? redisConnectWithTimeout(address.host.c_str(), address.port, timeout)
                              : redisConnectUnixWithTimeout(address.unix_path.c_str(), timeout);
  if (context == nullptr) return Unavailable("out of memory");
  auto connection = std::make_unique<Connection>(context);
  if (context->err != 0) return Unavailable(context->errstr);
  if (address.unix_path.empty()) redisEnableKeepAlive(context);
  connection_ = std::move(connection);
  std::vector<Command> greeting;
  if (!address.password.empty()) {
    greeting.push_back(address.user.empty() ? Command{"AUTH", address.password}
                                            : Command{"AUTH", address.user, address.password});
  }
  if (!address.database.empty() && address.database != "0") {
    greeting.push_back({"SELECT", address.database});
  }
  if (greeting.empty()) return absl::OkStatus();
  auto replies = Pipeline(greeting);
  if (!replies.ok()) return replies.status();
  for (const Reply& reply : *replies) {
    if (reply.kind == Reply::Kind::kError) {
      connection_.reset();
      return Unavailable("login or database refused");
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Reply>> RedisClient::Pipeline(const std::vector<Command>& commands,
                                                         absl::Duration block) {
  if (connection_ == nullptr) SALUR_RETURN_IF_ERROR(Connect());
  redisContext* context = connection_->context;
  redisSetTimeout(context, absl::ToTimeval(options_.command_timeout + block));
  for (const Command& command : commands) {
    std::vector<const char*> arguments;
    std::vector<std::size_t> lengths;
    for (const std::string& argument : command) {
      arguments.push_back(argument.data());
      lengths.push_back(argument.size());
    }
    redisAppendCommandArgv(context, static_cast<int>(arguments.size()), arguments.data(),
                           lengths.data());
  }
  std::vector<Reply> replies;
  replies.reserve(commands.size());
  for (std::size_t i = 0; i < commands.size(); ++i) {
    void* raw = nullptr;
    if (redisGetReply(context, &raw) != REDIS_OK || raw == nullptr) {
      absl::Status status = Unavailable(context->errstr);
      connection_.reset();
      return status;
    }
    replies.push_back(Convert(*static_cast<redisReply*>(raw)));
    freeReplyObject(raw);
  }
  return replies;
}

absl::StatusOr<Reply> RedisClient::Call(const Command& command, absl::Duration block) {
  SALUR_ASSIGN_OR_RETURN(auto replies, Pipeline({command}, block));
  if (replies.front().kind == Reply::Kind::kError) return ReplyError(replies.front());
  return std::move(replies.front());
}

absl::Status ReplyError(const Reply& reply) {
  static constexpr std::array<std::string_view, 9> kTransient{
      "LOADING", "OOM",      "READONLY",    "BUSY",      "MASTERDOWN",
      "MISCONF", "TRYAGAIN", "CLUSTERDOWN", "NOREPLICAS"};
  const std::string word = reply.text.substr(0, reply.text.find(' '));
  for (const std::string_view transient : kTransient) {
    if (word == transient) return Unavailable(word);
  }
  // UNBLOCKED: the stream went away (FLUSHALL) under a read that waited for it.
  if (word == "NOGROUP" || word == "UNBLOCKED") {
    return MakeError(absl::StatusCode::kNotFound, "NO_GROUP", "the consumer group does not exist");
  }
  return MakeError(absl::StatusCode::kInternal, "REDIS_REJECTED", "Redis rejects: " + word);
}

}  // namespace salur::redis
