// What every command gets: its common options, where to print, and the way to the services.
#pragma once

#include <functional>
#include <initializer_list>
#include <istream>
#include <memory>
#include <ostream>
#include <string>

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <google/protobuf/message.h>
#include <nlohmann/json_fwd.hpp>

#include "cli/client/session.h"
#include "cli/format/view.h"
#include "cli/process/process.h"

namespace salur::cli {

// The three streams and what is behind them.
struct Io {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool in_is_tty = false;
  Terminal out_terminal;
  Terminal err_terminal;
};

// Options that every command has.
struct CommonOptions {
  bool json = false;
  // Empty: the command's own default.
  std::string timeout;
  std::string as;
  // Empty: the command's own default.
  std::string lang;
  Endpoints endpoints;
};

// Lives as long as the command. Used from one thread.
class Context {
 public:
  Context(Process& process, Io& io, std::string program)
      : process_(process), io_(io), program_(std::move(program)) {}

  Process& process() { return process_; }
  Io& io() { return io_; }
  CommonOptions& options() { return options_; }
  // How the user called this program, for the next commands to try.
  const std::string& program() const { return program_; }

  // For messages on standard error.
  Style error_style() const;

  // --lang, else the command's default. Checked when the command line is read.
  Language language(Language otherwise) const;
  // For standard output.
  View view(Language otherwise) const;
  // --as, else the command's default.
  Caller caller(std::string_view otherwise) const;
  // --as, which must be there. Errors: usage, with what would be right.
  absl::StatusOr<Caller> RequiredCaller(std::string_view example) const;

  // Connections to the services that a command needs. Errors: bad --timeout, unknown address.
  absl::StatusOr<std::unique_ptr<Session>> Connect(
      std::initializer_list<Service> needed,
      absl::Duration default_timeout = absl::Seconds(10)) const;

  // --json: prints the message and answers true.
  bool PrintedJson(const google::protobuf::Message& message);
  void PrintJson(const nlohmann::ordered_json& value);

 private:
  Process& process_;
  Io& io_;
  std::string program_;
  CommonOptions options_;
};

}  // namespace salur::cli
