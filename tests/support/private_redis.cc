#include "tests/support/private_redis.h"

#include <signal.h>

#include <cstdlib>
#include <fstream>
#include <iostream>

#include "common/redis/redis_client.h"
#include "tests/support/await.h"

namespace salur::testing {

PrivateRedis::PrivateRedis() : folder_(MakeFolder("salur-redis-")) {
  // As the services do: writing to a server that was stopped is an error, not the end.
  signal(SIGPIPE, SIG_IGN);
  Start();
}

PrivateRedis::~PrivateRedis() {
  Stop();
  RemoveFolder(folder_);
}

void PrivateRedis::Start() {
  server_ = std::make_unique<ChildProcess>(ChildProcess::Options{
      .arguments = {"/usr/bin/redis-server", "--port", "0", "--unixsocket", folder_ + "/redis.sock",
                    "--save", "", "--appendonly", "no", "--dir", folder_},
      .environment = {{"PATH", "/usr/bin:/bin"}, {"LC_ALL", "C.UTF-8"}},
      .output_file = folder_ + "/redis.log",
      .as_unprivileged = true});
  redis::RedisClient client({.url = url()});
  if (!Await([&] { return client.Call({"PING"}).ok(); }, std::chrono::seconds(20))) {
    std::ifstream text(folder_ + "/redis.log");
    std::cerr << text.rdbuf()
              << "test set-up failed: Redis does not start (Debian package "
                 "redis-server)"
              << std::endl;
    std::exit(70);
  }
}

void PrivateRedis::Stop() {
  if (server_ == nullptr) return;
  server_->Signal(SIGKILL);
  server_->Wait();
  server_.reset();
}

}  // namespace salur::testing
