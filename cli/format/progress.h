// How far a long operation is: one moving line on a terminal, a few plain lines otherwise.
#pragma once

#include <ostream>
#include <string>

#include "cli/process/process.h"

namespace salur::cli {

class Progress {
 public:
  Progress(std::ostream& out, Terminal terminal) : out_(out), terminal_(terminal) {}

  // `total` 0: not known. Plain lines are written when a phase begins and at each quarter of it.
  void Update(const std::string& phase, long long done, long long total);
  // Leaves the terminal on a fresh line.
  void Finish();

 private:
  void Draw(const std::string& phase, long long done, long long total);

  std::ostream& out_;
  Terminal terminal_;
  std::string phase_;
  long long quarter_ = -1;
  bool drawn_ = false;
};

}  // namespace salur::cli
