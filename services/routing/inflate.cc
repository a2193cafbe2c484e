#include "services/routing/inflate.h"

#include <zlib.h>

#include <array>
#include <memory>

namespace salur::routing {
namespace {

constexpr int kGzipOnly = 16 + MAX_WBITS;

struct EndInflate {
  void operator()(z_stream* stream) const { inflateEnd(stream); }
};

}  // namespace

absl::StatusOr<std::string> InflateIfGzip(std::string_view bytes, std::size_t bytes_max) {
  if (bytes.substr(0, 2) != "\x1f\x8b") return std::string(bytes);
  z_stream stream = {};
  if (inflateInit2(&stream, kGzipOnly) != Z_OK) {
    return absl::ResourceExhaustedError("no memory to unpack the file");
  }
  const std::unique_ptr<z_stream, EndInflate> end(&stream);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string content;
  std::array<char, 1 << 16> buffer;
  int result = Z_OK;
  while (result != Z_STREAM_END) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(buffer.size());
    result = inflate(&stream, Z_NO_FLUSH);
    if (result != Z_OK && result != Z_STREAM_END) {
      return absl::InvalidArgumentError("the gzip file is damaged or cut off");
    }
    content.append(buffer.data(), buffer.size() - stream.avail_out);
    if (content.size() > bytes_max) {
      return absl::InvalidArgumentError("the file unpacks to more than " +
                                        std::to_string(bytes_max) + " bytes");
    }
  }
  return content;
}

}  // namespace salur::routing
