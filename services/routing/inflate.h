// Files may come compressed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <absl/status/statusor.h>

namespace salur::routing {

inline constexpr std::size_t kInflatedBytesMax = std::size_t{64} << 20;

// The content of a gzip file, or `bytes` unchanged when they do not start like one.
// INVALID_ARGUMENT when the file is damaged or unpacks to more than `bytes_max`.
absl::StatusOr<std::string> InflateIfGzip(std::string_view bytes,
                                          std::size_t bytes_max = kInflatedBytesMax);

}  // namespace salur::routing
