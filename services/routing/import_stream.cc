#include "services/routing/import_stream.h"

#include "common/base/errors.h"
#include "services/routing/domain/decree_source.h"
#include "services/routing/domain/limits.h"
#include "services/routing/domain/rules.h"
#include "services/routing/inflate.h"

namespace salur::routing {
namespace {

constexpr std::size_t kFileNameBytesMax = 255;

absl::Status Refuse(const std::string& file, std::string_view problem) {
  return MakeError(absl::StatusCode::kInvalidArgument, "IMPORT_REFUSED",
                   file + ": " + std::string(problem),
                   {{"file", file}, {"line", "0"}, {"problem", std::string(problem)}});
}

}  // namespace

absl::Status ImportStream::Add(const v1::ImportDirectoryRequest& request) {
  if (committed_) return Refuse("import", "nothing may follow the commit");
  committed_ = request.commit();
  if (request.file() == v1::IMPORT_FILE_KIND_UNSPECIFIED) {
    if (request.chunk().empty()) return absl::OkStatus();
    return Refuse("import", "a chunk has to say which file it belongs to");
  }
  if (!v1::ImportFileKind_IsValid(request.file())) {
    return Refuse("import", "unknown kind of file");
  }
  if (request.file_name().size() > kFileNameBytesMax) {
    return Refuse("import", "the name of a file is too long");
  }
  if (request.chunk().size() > kImportChunkBytesMax) {
    return Refuse(request.file_name(), "a chunk is larger than 1 MiB");
  }
  bytes_ += request.chunk().size();
  if (bytes_ > kImportBytesMax) return Refuse(request.file_name(), "the files are too large");
  contents_[request.file()] += request.chunk();
  if (!request.file_name().empty()) names_[request.file()] = request.file_name();
  return absl::OkStatus();
}

absl::StatusOr<std::string> ImportStream::Take(v1::ImportFileKind kind,
                                               const std::string& standard_name) {
  const auto name = names_.find(kind);
  const std::string& file = name == names_.end() ? standard_name : name->second;
  const auto content = contents_.find(kind);
  if (content == contents_.end()) return Refuse(file, "this file is missing");
  auto inflated = InflateIfGzip(content->second);
  contents_.erase(content);
  if (!inflated.ok()) return Refuse(file, std::string(inflated.status().message()));
  return inflated;
}

absl::StatusOr<ImportInput> ImportStream::Finish(const std::string& imported_by) {
  ImportInput input;
  const bool has_rules = contents_.count(v1::ROUTING_RULES) > 0;
  if (contents_.count(v1::DECREES) > 0) {
    SALUR_ASSIGN_OR_RETURN(input.decrees, Take(v1::DECREES, kDecreesFile));
    // The other four come all together or not at all.
    input.decrees_alone = contents_.size() == (has_rules ? 1u : 0u);
  }
  if (!input.decrees_alone) {
    SALUR_ASSIGN_OR_RETURN(input.files.regions, Take(v1::REGIONS, kRegionsFile));
    SALUR_ASSIGN_OR_RETURN(input.files.agency_kinds, Take(v1::AGENCY_KINDS, kAgencyKindsFile));
    SALUR_ASSIGN_OR_RETURN(input.files.agency_overrides,
                           Take(v1::AGENCY_OVERRIDES, kAgencyOverridesFile));
    SALUR_ASSIGN_OR_RETURN(input.files.categories, Take(v1::CATEGORIES, kCategoriesFile));
  }
  if (has_rules) {
    SALUR_ASSIGN_OR_RETURN(input.rules, Take(v1::ROUTING_RULES, kRoutingRulesFile));
  }
  const std::map<v1::ImportFileKind, std::string> standard_names = {
      {v1::REGIONS, kRegionsFile},
      {v1::AGENCY_KINDS, kAgencyKindsFile},
      {v1::AGENCY_OVERRIDES, kAgencyOverridesFile},
      {v1::CATEGORIES, kCategoriesFile},
      {v1::ROUTING_RULES, kRoutingRulesFile},
      {v1::DECREES, kDecreesFile}};
  for (const auto& [kind, name] : names_) input.names[standard_names.at(kind)] = name;
  input.commit = committed_;
  input.imported_by = imported_by;
  return input;
}

}  // namespace salur::routing
