#include "tests/support/child_process.h"

#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <thread>

namespace salur::testing {
namespace {

// In the child, between fork and exec: only calls that are safe there.
[[noreturn]] void Execute(const ChildProcess::Options& options, const Account& account,
                          char* const* arguments, char* const* environment) {
  if (options.as_unprivileged && account.uid != 0) {
    if (setgid(account.gid) != 0 || setuid(account.uid) != 0) _exit(126);
  }
  prctl(PR_SET_PDEATHSIG, options.death_signal);
  const char* output = options.output_file.empty() ? "/dev/null" : options.output_file.c_str();
  const int file = open(output, O_WRONLY | O_CREAT | O_APPEND, 0644);
  if (file >= 0) {
    dup2(file, 1);
    dup2(file, 2);
  }
  const int null = open("/dev/null", O_RDONLY);
  if (null >= 0) dup2(null, 0);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  execve(arguments[0], arguments, environment);
  _exit(127);
}

}  // namespace

ChildProcess::ChildProcess(Options options) {
  std::vector<char*> arguments;
  for (std::string& argument : options.arguments) arguments.push_back(argument.data());
  arguments.push_back(nullptr);
  std::vector<std::string> variables;
  for (const auto& [name, value] : options.environment) variables.push_back(name + "=" + value);
  std::vector<char*> environment;
  for (std::string& variable : variables) environment.push_back(variable.data());
  environment.push_back(nullptr);
  const Account account = UnprivilegedAccount();
  pid_ = fork();
  if (pid_ == 0) Execute(options, account, arguments.data(), environment.data());
  if (pid_ < 0) throw std::runtime_error("fork failed");
}

ChildProcess::~ChildProcess() {
  if (IsRunning()) {
    Signal(SIGKILL);
    Wait();
  }
}

bool ChildProcess::IsRunning() {
  if (ended_) return false;
  ended_ = waitpid(pid_, &status_, WNOHANG) == pid_;
  return !ended_;
}

void ChildProcess::Signal(int signal) {
  if (IsRunning()) kill(pid_, signal);
}

int ChildProcess::Wait(int seconds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  while (IsRunning()) {
    if (std::chrono::steady_clock::now() > end) return -1;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return WIFEXITED(status_) ? WEXITSTATUS(status_) : 128 + WTERMSIG(status_);
}

int RunProgram(ChildProcess::Options options, int seconds) {
  ChildProcess process(std::move(options));
  return process.Wait(seconds);
}

Account UnprivilegedAccount() {
  if (getuid() != 0) return {0, 0};
  for (const char* name : {"postgres", "nobody"}) {
    if (const passwd* entry = getpwnam(name); entry != nullptr) {
      return {entry->pw_uid, entry->pw_gid};
    }
  }
  return {65534, 65534};
}

std::string MakeFolder(const std::string& prefix) {
  const char* temporary = std::getenv("TMPDIR");
  std::string path =
      std::string(temporary == nullptr ? "/tmp" : temporary) + "/" + prefix + "XXXXXX";
  if (mkdtemp(path.data()) == nullptr) throw std::runtime_error("cannot make a temporary folder");
  const Account account = UnprivilegedAccount();
  if (account.uid != 0 && chown(path.c_str(), account.uid, account.gid) != 0) {
    throw std::runtime_error("cannot hand a temporary folder over");
  }
  return path;
}

void RemoveFolder(const std::string& path) {
  std::error_code ignored;
  std::filesystem::remove_all(path, ignored);
}

}  // namespace salur::testing
