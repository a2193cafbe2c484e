#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>

#include "common/base/errors.h"
#include "services/routing/boundaries/boundary_file.h"
#include "services/routing/boundaries/boundary_header.h"
#include "services/routing/boundaries/run.h"
#include "services/routing/boundaries/varint.h"

namespace salur::routing::boundaries {
namespace {

constexpr std::size_t kWriteBytes = std::size_t{1} << 20;

absl::Status NotWritten(const std::filesystem::path& path, std::string_view what, int error) {
  return MakeError(absl::StatusCode::kInternal, "BOUNDARIES_NOT_WRITTEN",
                   path.string() + " was not written: " + std::string(what) + ": " +
                       std::generic_category().message(error),
                   {{"file", path.string()}});
}

// The new file under a temporary name; goes away with this object unless it was committed.
class ReplacementFile {
 public:
  explicit ReplacementFile(std::filesystem::path path)
      : path_(std::move(path)), temporary_(path_.string() + ".new-XXXXXX") {}
  ReplacementFile(const ReplacementFile&) = delete;
  ReplacementFile& operator=(const ReplacementFile&) = delete;
  ~ReplacementFile() {
    if (descriptor_ < 0) return;
    close(descriptor_);
    if (!committed_) unlink(temporary_.c_str());
  }

  absl::Status Open() {
    descriptor_ = mkstemp(temporary_.data());
    if (descriptor_ < 0) return NotWritten(path_, "cannot make a file beside it", errno);
    // mkstemp gives 0600; data is for everybody.
    if (fchmod(descriptor_, 0644) != 0) return NotWritten(path_, "cannot set its rights", errno);
    return absl::OkStatus();
  }

  absl::Status Write(const std::uint8_t* bytes, std::size_t size) {
    while (size > 0) {
      const ssize_t written = write(descriptor_, bytes, size);
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return NotWritten(path_, "cannot write", errno);
      bytes += written;
      size -= static_cast<std::size_t>(written);
    }
    return absl::OkStatus();
  }

  absl::Status Rewind() {
    if (lseek(descriptor_, 0, SEEK_SET) != 0) return NotWritten(path_, "cannot seek", errno);
    return absl::OkStatus();
  }

  absl::Status Commit() {
    if (fsync(descriptor_) != 0) return NotWritten(path_, "cannot flush", errno);
    if (rename(temporary_.c_str(), path_.c_str()) != 0) {
      return NotWritten(path_, "cannot rename the new file", errno);
    }
    committed_ = true;
    return absl::OkStatus();
  }

 private:
  std::filesystem::path path_;
  std::string temporary_;
  int descriptor_ = -1;
  bool committed_ = false;
};

void AppendRing(std::span<const GridPoint> ring, GridPoint last, std::string& bytes) {
  AppendVarint(ring.size(), bytes);
  AppendSigned(ring.front().x - last.x, bytes);
  AppendSigned(ring.front().y - last.y, bytes);
  for (std::size_t i = 1; i < ring.size(); i += kRunVertices) {
    AppendRun(ring.subspan(i, std::min(kRunVertices, ring.size() - i)), ring[i - 1], bytes);
  }
}

}  // namespace

EncodedVillage Encode(const VillageBoundary& boundary) {
  EncodedVillage encoded;
  encoded.village = boundary.village;
  encoded.polygons = static_cast<std::uint32_t>(boundary.polygons.size());
  AppendVarint(boundary.polygons.size(), encoded.bytes);
  GridPoint last;
  for (const Polygon& polygon : boundary.polygons) {
    encoded.rings += static_cast<std::uint32_t>(polygon.size());
    AppendVarint(polygon.size(), encoded.bytes);
    for (const Ring& ring : polygon) {
      encoded.vertices += static_cast<std::uint32_t>(ring.size());
      AppendRing(ring, last, encoded.bytes);
      last = ring.back();
    }
  }
  return encoded;
}

absl::StatusOr<BoundarySummary> WriteBoundaryFile(const std::filesystem::path& path,
                                                  const std::vector<EncodedVillage>& villages) {
  BoundarySummary summary;
  ReplacementFile file(path);
  SALUR_RETURN_IF_ERROR(file.Open());
  HeaderBytes header = {};  // its place; what belongs there is known at the end
  SALUR_RETURN_IF_ERROR(file.Write(header.data(), header.size()));
  std::uint64_t last = 0;
  std::string bytes;
  for (const EncodedVillage& village : villages) {
    AppendVarint(village.village.packed() - last, bytes);
    last = village.village.packed();
    bytes += village.bytes;
    summary.villages += 1;
    summary.polygons += village.polygons;
    summary.rings += village.rings;
    summary.vertices += village.vertices;
    if (bytes.size() < kWriteBytes && summary.villages < villages.size()) continue;
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    summary.payload_bytes += bytes.size();
    summary.checksum =
        static_cast<std::uint32_t>(crc32(summary.checksum, data, static_cast<uInt>(bytes.size())));
    SALUR_RETURN_IF_ERROR(file.Write(data, bytes.size()));
    bytes.clear();
  }
  header = FormatHeader(summary);
  SALUR_RETURN_IF_ERROR(file.Rewind());
  SALUR_RETURN_IF_ERROR(file.Write(header.data(), header.size()));
  SALUR_RETURN_IF_ERROR(file.Commit());
  return summary;
}

}  // namespace salur::routing::boundaries
