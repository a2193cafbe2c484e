#include "services/routing/boundaries/byte_source.h"

#include <lzma.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <string_view>
#include <system_error>
#include <utility>

#include "common/base/errors.h"
#include "services/routing/domain/csv.h"

namespace salur::routing::boundaries {
namespace {

constexpr std::string_view kXzMagic(
    "\xFD"
    "7zXZ\0",
    6);
constexpr std::string_view kGzipMagic = "\x1f\x8b";
// The strongest preset of xz takes 65 MiB to unpack.
constexpr std::uint64_t kXzMemoryBytesMax = std::uint64_t{256} << 20;

// A file with its first bytes read ahead.
class PlainSource : public ByteSource {
 public:
  PlainSource(std::string name, std::FILE* file) : name_(std::move(name)), file_(file) {
    head_size_ = std::fread(head_.data(), 1, head_.size(), file_);
  }
  ~PlainSource() override {
    if (file_ != stdin) std::fclose(file_);
  }
  PlainSource(const PlainSource&) = delete;
  PlainSource& operator=(const PlainSource&) = delete;

  std::string_view head() const { return {head_.data(), head_size_}; }
  const std::string& name() const { return name_; }

  absl::StatusOr<std::size_t> Read(std::span<char> buffer) override {
    if (head_read_ < head_size_) {
      const std::size_t size = head().copy(buffer.data(), buffer.size(), head_read_);
      head_read_ += size;
      return size;
    }
    const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), file_);
    if (size == 0 && std::ferror(file_) != 0) {
      return BadFile(name_, 0, "", "cannot be read: " + std::generic_category().message(errno));
    }
    return size;
  }

 private:
  std::string name_;
  std::FILE* file_;
  std::array<char, kXzMagic.size()> head_;
  std::size_t head_size_ = 0;
  std::size_t head_read_ = 0;
};

class XzSource : public ByteSource {
 public:
  explicit XzSource(std::unique_ptr<PlainSource> packed) : packed_(std::move(packed)) {}
  ~XzSource() override { lzma_end(&stream_); }
  XzSource(const XzSource&) = delete;
  XzSource& operator=(const XzSource&) = delete;

  absl::Status Start() {
    if (lzma_stream_decoder(&stream_, kXzMemoryBytesMax, LZMA_CONCATENATED) != LZMA_OK) {
      return absl::ResourceExhaustedError("no memory to unpack " + packed_->name());
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::size_t> Read(std::span<char> buffer) override {
    stream_.next_out = reinterpret_cast<std::uint8_t*>(buffer.data());
    stream_.avail_out = buffer.size();
    while (stream_.avail_out == buffer.size() && !ended_) {
      if (stream_.avail_in == 0 && !packed_ended_) {
        SALUR_ASSIGN_OR_RETURN(stream_.avail_in, packed_->Read(buffer_));
        stream_.next_in = reinterpret_cast<const std::uint8_t*>(buffer_.data());
        packed_ended_ = stream_.avail_in == 0;
      }
      const lzma_ret result = lzma_code(&stream_, packed_ended_ ? LZMA_FINISH : LZMA_RUN);
      ended_ = result == LZMA_STREAM_END;
      if (!ended_ && result != LZMA_OK) {
        return BadFile(packed_->name(), 0, "",
                       result == LZMA_MEMLIMIT_ERROR
                           ? "needs more than 256 MiB to unpack"
                           : "is damaged or cut off: xz cannot unpack it");
      }
    }
    return buffer.size() - stream_.avail_out;
  }

 private:
  std::unique_ptr<PlainSource> packed_;
  lzma_stream stream_ = LZMA_STREAM_INIT;
  std::array<char, 1 << 16> buffer_;
  bool packed_ended_ = false;
  bool ended_ = false;
};

}  // namespace

absl::StatusOr<std::unique_ptr<ByteSource>> OpenByteSource(const std::string& path) {
  const std::string name = path == "-" ? "standard input" : path;
  std::FILE* file = path == "-" ? stdin : std::fopen(path.c_str(), "rbe");
  if (file == nullptr) {
    return BadFile(name, 0, "", "cannot be opened: " + std::generic_category().message(errno));
  }
  auto plain = std::make_unique<PlainSource>(name, file);
  if (plain->head().starts_with(kGzipMagic)) {
    return BadFile(name, 0, "", "is a gzip file: pipe it in, zcat FILE | ... import - ...");
  }
  if (!plain->head().starts_with(kXzMagic)) return plain;
  auto unpacked = std::make_unique<XzSource>(std::move(plain));
  SALUR_RETURN_IF_ERROR(unpacked->Start());
  return unpacked;
}

}  // namespace salur::routing::boundaries
