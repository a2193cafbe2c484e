// Lines of text out of a ByteSource.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "services/routing/boundaries/byte_source.h"

namespace salur::routing::boundaries {

// The largest village of today takes 0.15 MB.
inline constexpr std::size_t kLineBytesMax = std::size_t{64} << 20;

class LineReader {
 public:
  // `file` is the name for errors.
  LineReader(std::string file, std::unique_ptr<ByteSource> source);

  // Moves to the next line; false at the end. BAD_FILE for a line over kLineBytesMax, or from the
  // source.
  absl::StatusOr<bool> Next();

  // The current line without its end (LF or CRLF), valid until the next call of Next().
  std::string_view text() const;
  int line() const { return line_; }  // the first is 1
  const std::string& file() const { return file_; }

 private:
  std::string file_;
  std::unique_ptr<ByteSource> source_;
  std::string buffer_;
  std::size_t start_ = 0;  // of the current line in buffer_
  std::size_t end_ = 0;    // of the current line: its LF, or the end of the file
  int line_ = 0;
  bool ended_ = false;
};

}  // namespace salur::routing::boundaries
