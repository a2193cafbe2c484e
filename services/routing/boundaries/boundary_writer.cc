#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

#include "common/base/errors.h"
#include "services/routing/boundaries/boundary_file.h"
#include "services/routing/boundaries/boundary_header.h"
#include "services/routing/boundaries/varint.h"

namespace salur::routing::boundaries {
namespace {

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

// Packs what it is given into the file and counts.
class PackingWriter {
 public:
  PackingWriter(ReplacementFile& file, BoundarySummary& summary) : file_(file), summary_(summary) {}
  ~PackingWriter() { deflateEnd(&stream_); }

  absl::Status Start() {
    if (deflateInit(&stream_, Z_BEST_COMPRESSION) != Z_OK) {
      return absl::ResourceExhaustedError("no memory to pack the boundaries");
    }
    return absl::OkStatus();
  }

  absl::Status Add(const std::string& bytes) {
    const auto* data = reinterpret_cast<const Bytef*>(bytes.data());
    summary_.payload_bytes += bytes.size();
    summary_.checksum =
        static_cast<std::uint32_t>(crc32(summary_.checksum, data, static_cast<uInt>(bytes.size())));
    stream_.next_in = const_cast<Bytef*>(data);
    stream_.avail_in = static_cast<uInt>(bytes.size());
    return Drain(Z_NO_FLUSH);
  }

  absl::Status Finish() { return Drain(Z_FINISH); }

 private:
  absl::Status Drain(int flush) {
    do {
      stream_.next_out = buffer_.data();
      stream_.avail_out = static_cast<uInt>(buffer_.size());
      deflate(&stream_, flush);
      const std::size_t size = buffer_.size() - stream_.avail_out;
      summary_.packed_bytes += size;
      SALUR_RETURN_IF_ERROR(file_.Write(buffer_.data(), size));
    } while (stream_.avail_out == 0);
    return absl::OkStatus();
  }

  ReplacementFile& file_;
  BoundarySummary& summary_;
  z_stream stream_ = {};
  std::array<std::uint8_t, 1 << 16> buffer_;
};

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
      AppendVarint(ring.size(), encoded.bytes);
      for (const GridPoint vertex : ring) {
        AppendSigned(vertex.x - last.x, encoded.bytes);
        AppendSigned(vertex.y - last.y, encoded.bytes);
        last = vertex;
      }
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
  PackingWriter writer(file, summary);
  SALUR_RETURN_IF_ERROR(writer.Start());
  std::uint64_t last = 0;
  for (const EncodedVillage& village : villages) {
    std::string code;
    AppendVarint(village.village.packed() - last, code);
    last = village.village.packed();
    SALUR_RETURN_IF_ERROR(writer.Add(code));
    SALUR_RETURN_IF_ERROR(writer.Add(village.bytes));
    summary.villages += 1;
    summary.polygons += village.polygons;
    summary.rings += village.rings;
    summary.vertices += village.vertices;
  }
  SALUR_RETURN_IF_ERROR(writer.Finish());
  header = FormatHeader(summary);
  SALUR_RETURN_IF_ERROR(file.Rewind());
  SALUR_RETURN_IF_ERROR(file.Write(header.data(), header.size()));
  SALUR_RETURN_IF_ERROR(file.Commit());
  return summary;
}

}  // namespace salur::routing::boundaries
