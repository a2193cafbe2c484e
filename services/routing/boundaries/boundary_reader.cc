#include <zlib.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <system_error>

#include "common/base/errors.h"
#include "services/routing/boundaries/boundary_file.h"
#include "services/routing/boundaries/boundary_header.h"
#include "services/routing/boundaries/run.h"
#include "services/routing/domain/csv.h"

namespace salur::routing::boundaries {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

absl::Status ReadPayload(std::FILE* file, const std::string& name, BoundaryPayload& payload) {
  const std::size_t size = payload.summary.payload_bytes;
  payload.bytes = std::make_unique_for_overwrite<std::uint8_t[]>(size + kRunPadding);
  std::memset(payload.bytes.get() + size, 0, kRunPadding);
  if (std::fread(payload.bytes.get(), 1, size, file) != size) {
    return BadFile(name, 0, "", "is damaged: it is cut off");
  }
  if (std::fgetc(file) != EOF) return BadFile(name, 0, "", "is damaged: something follows its end");
  if (crc32(0, payload.bytes.get(), static_cast<uInt>(size)) != payload.summary.checksum) {
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
  SALUR_RETURN_IF_ERROR(ReadPayload(file.get(), name, payload));
  return payload;
}

}  // namespace salur::routing::boundaries
