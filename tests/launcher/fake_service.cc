// Stands for a service in the launcher's tests: takes the same environment, listens, writes its
// endpoint file, ends on SIGTERM. A file `fault.<program>` beside it makes it misbehave.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

namespace {

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string FirstLine(const std::string& path) {
  std::string line;
  std::ifstream file(path);
  std::getline(file, line);
  return line;
}

int Fail(const std::string& message) {
  std::cout << R"({"level":"error","message":")" << message << "\"}" << std::endl;
  return 2;
}

// Listens on 127.0.0.1:port, on a free port when that is taken; 0 when it cannot.
int Listen(int port, bool fallback) {
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  const int on = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  if (bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
    close(listener);
    return fallback && port != 0 ? Listen(0, false) : 0;
  }
  listen(listener, 8);
  socklen_t size = sizeof(address);
  getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

int Port(const std::string& address) { return std::atoi(address.c_str() + address.find(':') + 1); }

}  // namespace

int main(int argc, char** argv) {
  const std::string program = argv[0];
  const std::string folder = program.substr(0, program.rfind('/'));
  const std::string name = program.substr(program.rfind('/') + 1);
  const std::string fault = FirstLine(folder + "/fault." + name);

  const std::string dsn = FirstLine(Variable("SALUR_POSTGRES_DSN_FILE"));
  if (dsn.empty()) return Fail("no DSN");
  if (argc == 2 && std::string(argv[1]) == "--migrate") {
    std::ofstream(folder + "/migrated", std::ios::app) << name << '\n';
    return dsn.find("user=salur_owner") == std::string::npos ? Fail("not the owner") : 0;
  }
  if (fault == "exit") return Fail("planted failure of " + name);

  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigprocmask(SIG_BLOCK, &signals, nullptr);

  const bool fallback = Variable("SALUR_PORT_FALLBACK") == "true";
  const int grpc = Listen(Port(Variable("SALUR_LISTEN")), fallback);
  const int metrics = Listen(Port(Variable("SALUR_METRICS_LISTEN")), fallback);
  if (grpc == 0 || metrics == 0) return Fail("port taken");
  const std::string path = Variable("SALUR_ENDPOINT_FILE");
  std::ofstream(path + ".new") << R"({"grpc":"127.0.0.1:)" << grpc << R"(","metrics":"127.0.0.1:)"
                               << metrics << R"(","pid":)" << getpid() << "}\n";
  std::rename((path + ".new").c_str(), path.c_str());
  std::cout << R"({"level":"info","message":"serving","rate":")" << Variable("SALUR_CLOCK_RATE")
            << R"(","epoch":")" << Variable("SALUR_CLOCK_EPOCH") << "\"}" << std::endl;

  int signal = 0;
  do {
    sigwait(&signals, &signal);
  } while (fault == "deaf");
  return 0;
}
