#include <zlib.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

#include "common/base/errors.h"
#include "services/routing/boundaries/boundary_file.h"
#include "services/routing/boundaries/boundary_header.h"
#include "services/routing/domain/csv.h"

namespace salur::routing::boundaries {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

struct EndInflate {
  void operator()(z_stream* stream) const { inflateEnd(stream); }
};

constexpr char kCutOff[] = "is damaged: it is cut off";
constexpr char kBroken[] = "is damaged: its content cannot be unpacked";

// Unpacks straight into the payload, so that the packed form never lies in memory as a whole.
absl::Status Unpack(std::FILE* file, const std::string& name, BoundaryPayload& payload) {
  z_stream stream = {};
  if (inflateInit(&stream) != Z_OK) return absl::ResourceExhaustedError("no memory to unpack");
  const std::unique_ptr<z_stream, EndInflate> end(&stream);
  const BoundarySummary& summary = payload.summary;
  payload.bytes = std::make_unique_for_overwrite<std::uint8_t[]>(summary.payload_bytes);
  stream.next_out = payload.bytes.get();
  stream.avail_out = static_cast<uInt>(summary.payload_bytes);
  std::array<std::uint8_t, 1 << 16> buffer;
  int result = Z_OK;
  while (result != Z_STREAM_END) {
    stream.next_in = buffer.data();
    stream.avail_in = static_cast<uInt>(std::fread(buffer.data(), 1, buffer.size(), file));
    if (stream.avail_in == 0) return BadFile(name, 0, "", kCutOff);
    result = inflate(&stream, Z_NO_FLUSH);
    if (result != Z_OK && result != Z_STREAM_END) return BadFile(name, 0, "", kBroken);
  }
  if (stream.avail_out != 0 || stream.total_in != summary.packed_bytes) {
    return BadFile(name, 0, "", "is damaged: its size is not what its header says");
  }
  if (stream.avail_in != 0 || std::fgetc(file) != EOF) {
    return BadFile(name, 0, "", "is damaged: something follows its end");
  }
  const auto sum = static_cast<std::uint32_t>(
      crc32(0, payload.bytes.get(), static_cast<uInt>(summary.payload_bytes)));
  if (sum != summary.checksum) {
    return BadFile(name, 0, "", "is damaged: its content does not fit its checksum");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<BoundaryPayload> ReadBoundaryFile(const std::filesystem::path& path) {
  const File file(std::fopen(path.c_str(), "rbe"));
  if (file == nullptr) {
    return MakeError(absl::StatusCode::kNotFound, "BOUNDARIES_MISSING",
                     "cannot read " + path.string() + ": " + std::generic_category().message(errno),
                     {{"file", path.string()}});
  }
  const std::string name = path.filename().string();
  HeaderBytes header;
  if (std::fread(header.data(), 1, header.size(), file.get()) != header.size()) {
    return BadFile(name, 0, "", "is too short to be a file of boundaries");
  }
  BoundaryPayload payload;
  SALUR_ASSIGN_OR_RETURN(payload.summary, ParseHeader(header, name));
  SALUR_RETURN_IF_ERROR(Unpack(file.get(), name, payload));
  return payload;
}

}  // namespace salur::routing::boundaries
