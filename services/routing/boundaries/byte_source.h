// Bytes of a file, unpacked when it is an .xz one.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include <absl/status/statusor.h>

namespace salur::routing::boundaries {

class ByteSource {
 public:
  virtual ~ByteSource() = default;

  // Fills the front of `buffer` and says how much of it; 0 at the end. BAD_FILE when the file
  // cannot be read on or unpacked.
  virtual absl::StatusOr<std::size_t> Read(std::span<char> buffer) = 0;
};

// `path` "-" is standard input. What it is shows in its first bytes, not in its name. BAD_FILE when
// it cannot be opened.
absl::StatusOr<std::unique_ptr<ByteSource>> OpenByteSource(const std::string& path);

}  // namespace salur::routing::boundaries
