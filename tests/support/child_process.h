// A program that a test starts and ends.
#pragma once

#include <sys/types.h>

#include <map>
#include <string>
#include <vector>

namespace salur::testing {

// Killed when the object goes, and by the kernel when the test dies. Start from the main thread.
class ChildProcess {
 public:
  struct Options {
    std::vector<std::string> arguments;              // program first, with its path
    std::map<std::string, std::string> environment;  // exactly these
    std::string output_file;                         // standard output and error; empty: discarded
    bool as_unprivileged = false;                    // as root: run as UnprivilegedAccount()
    int death_signal = 9;                            // sent when the test dies
  };

  explicit ChildProcess(Options options);
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  pid_t pid() const { return pid_; }
  bool IsRunning();
  void Signal(int signal);
  // Waits for the end; the exit code, 128 + signal when a signal ended it, -1 after `seconds`.
  int Wait(int seconds = 20);

 private:
  pid_t pid_ = -1;
  int status_ = 0;
  bool ended_ = false;
};

// Runs a program to its end; its exit code. Output goes to `output_file` if given.
int RunProgram(ChildProcess::Options options, int seconds = 60);

// Account for servers that refuse to run as root; uid 0 where we are not root ourselves.
struct Account {
  uid_t uid;
  gid_t gid;
};
Account UnprivilegedAccount();

// A new folder below the system's temporary folder, mode 0700, owned by the unprivileged account
// when we are root. Removed by RemoveFolder.
std::string MakeFolder(const std::string& prefix);
void RemoveFolder(const std::string& path);

}  // namespace salur::testing
