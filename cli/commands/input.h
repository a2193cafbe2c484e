// Files and standard input that commands read, with limits.
#pragma once

#include <string>

#include <absl/status/statusor.h>

#include "cli/context.h"

namespace salur::cli {

// A whole file. Errors: usage, for one that is missing, no file, or larger than `bytes_max`.
absl::StatusOr<std::string> ReadWholeFile(const std::string& path, std::size_t bytes_max);

// A text from the option that gives it, or from standard input when that is "-" or absent and
// something is piped in; one line break at the end of piped text is dropped.
// Errors: usage, when there is no text at all.
absl::StatusOr<std::string> ReadText(Context& context, const std::string& flag, bool given,
                                     const std::string& value);

// The tickets' identifier behind what an officer typed: a UUID as it is, else asked for by tracking
// number. Errors: those of GetTicket.
absl::StatusOr<std::string> ResolveTicketId(const Session& session, const std::string& typed,
                                            const Caller& caller);

}  // namespace salur::cli
