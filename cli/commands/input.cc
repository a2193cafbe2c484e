#include "cli/commands/input.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "common/base/uuid.h"

namespace salur::cli {
namespace {

// Some room above the contract's 20,000 characters, so that the service says what is too long.
constexpr std::size_t kTextBytesMax = 1024 * 1024;

}  // namespace

absl::StatusOr<std::string> ReadWholeFile(const std::string& path, std::size_t bytes_max) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    return UsageError(path + " is a directory, not a file");
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) return UsageError("cannot read " + path);
  std::string content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (file.bad()) return UsageError("cannot read " + path);
  if (content.size() > bytes_max) {
    return UsageError(path + " is larger than " + std::to_string(bytes_max / 1024 / 1024) + " MiB");
  }
  return content;
}

absl::StatusOr<std::string> ReadText(Context& context, const std::string& flag, bool given,
                                     const std::string& value) {
  if (given && value != "-") return value;
  if (!given && context.io().in_is_tty) {
    return UsageError(flag + " is missing", "give " + flag + " \"...\", or pipe the text in");
  }
  std::string text;
  for (char character = 0; text.size() <= kTextBytesMax && context.io().in.get(character);) {
    text += character;
  }
  if (text.size() > kTextBytesMax) return UsageError("the text on standard input exceeds 1 MiB");
  if (!text.empty() && text.back() == '\n') text.pop_back();
  if (!text.empty() || given) return text;
  return UsageError(flag + " is missing, and standard input is empty",
                    "give " + flag + " \"...\", or pipe the text in");
}

absl::StatusOr<std::string> ResolveTicketId(const Session& session, const std::string& typed,
                                            const Caller& caller) {
  if (IsUuid(typed)) return typed;
  routing::v1::GetTicketRequest request;
  request.set_ticket_id(typed);
  SALUR_ASSIGN_OR_RETURN(
      const routing::v1::Ticket ticket,
      session.Call(session.tickets(), &routing::v1::TicketService::Stub::GetTicket, request,
                   caller));
  return ticket.ticket_id();
}

}  // namespace salur::cli
