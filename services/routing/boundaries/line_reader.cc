#include "services/routing/boundaries/line_reader.h"

#include <span>
#include <utility>

#include "common/base/errors.h"
#include "services/routing/domain/csv.h"

namespace salur::routing::boundaries {
namespace {

constexpr std::size_t kReadBytes = std::size_t{1} << 18;

}  // namespace

LineReader::LineReader(std::string file, std::unique_ptr<ByteSource> source)
    : file_(std::move(file)), source_(std::move(source)) {}

absl::StatusOr<bool> LineReader::Next() {
  start_ = line_ == 0 ? 0 : end_ + 1;
  std::size_t searched = start_;
  while (true) {
    end_ = buffer_.find('\n', searched);
    if (end_ != std::string::npos) break;
    if (ended_) {
      end_ = buffer_.size();
      if (start_ >= end_) return false;
      break;
    }
    buffer_.erase(0, start_);
    start_ = 0;
    searched = buffer_.size();
    if (searched > kLineBytesMax) {
      return BadFile(file_, line_ + 1, "", "is longer than 64 MiB: one Feature a line is expected");
    }
    buffer_.resize(searched + kReadBytes);
    SALUR_ASSIGN_OR_RETURN(const std::size_t size,
                           source_->Read(std::span(buffer_).subspan(searched)));
    buffer_.resize(searched + size);
    ended_ = size == 0;
  }
  ++line_;
  return true;
}

std::string_view LineReader::text() const {
  std::string_view text(buffer_.data() + start_, end_ - start_);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

}  // namespace salur::routing::boundaries
