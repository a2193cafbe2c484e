#include "services/routing/boundaries/importer.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <unordered_map>
#include <utility>

#include "common/base/errors.h"
#include "services/routing/boundaries/geojson.h"
#include "services/routing/boundaries/line_reader.h"
#include "services/routing/domain/csv.h"

namespace salur::routing::boundaries {
namespace {

class Importer {
 public:
  Importer(const ImportRequest& request, LineReader& reader) : request_(request), reader_(reader) {}

  absl::StatusOr<ImportReport> Run() {
    while (true) {
      SALUR_ASSIGN_OR_RETURN(const bool more, reader_.Next());
      if (!more) break;
      if (reader_.text().find_first_not_of(" \t") == std::string_view::npos) continue;
      SALUR_RETURN_IF_ERROR(AddLine());
      if (request_.progress && villages_.size() % kProgressVillages == 0) {
        request_.progress(villages_.size());
      }
    }
    if (villages_.empty()) return BadFile(reader_.file(), 0, "", "there is no village in it");
    std::sort(villages_.begin(), villages_.end(),
              [](const auto& a, const auto& b) { return a.village < b.village; });
    FindMissing();
    SALUR_ASSIGN_OR_RETURN(report_.summary, WriteBoundaryFile(request_.output, villages_));
    return std::move(report_);
  }

 private:
  absl::Status AddLine() {
    ParsedFeature feature;
    FeatureError error;
    if (!ParseFeature(reader_.text(), feature, error)) {
      return BadFile(reader_.file(), reader_.line(), error.where, error.problem);
    }
    const RegionCode village = feature.boundary.village;
    const auto [known, added] = lines_.emplace(village.packed(), reader_.line());
    if (!added) {
      return BadFile(
          reader_.file(), reader_.line(), "id",
          village.ToString() + " stands in line " + std::to_string(known->second) + " already");
    }
    const std::vector<RegionCode>& all = request_.villages;
    if (!all.empty() && !std::binary_search(all.begin(), all.end(), village)) {
      return BadFile(reader_.file(), reader_.line(), "id",
                     village.ToString() + " is not a village of the regions file");
    }
    report_.rounded_vertices += feature.rounded_vertices;
    report_.dropped_rings += feature.dropped_rings;
    villages_.push_back(Encode(feature.boundary));
    villages_.back().bytes.shrink_to_fit();
    return absl::OkStatus();
  }

  void FindMissing() {
    std::copy_if(request_.villages.begin(), request_.villages.end(),
                 std::back_inserter(report_.without_boundary),
                 [&](RegionCode village) { return !lines_.contains(village.packed()); });
  }

  const ImportRequest& request_;
  LineReader& reader_;
  ImportReport report_;
  std::vector<EncodedVillage> villages_;
  std::unordered_map<std::uint64_t, int> lines_;  // of the village with this packed code
};

}  // namespace

absl::StatusOr<ImportReport> ImportBoundaries(const ImportRequest& request) {
  SALUR_ASSIGN_OR_RETURN(std::unique_ptr<ByteSource> source, OpenByteSource(request.input));
  LineReader reader(request.input == "-" ? "standard input" : request.input, std::move(source));
  return Importer(request, reader).Run();
}

}  // namespace salur::routing::boundaries
