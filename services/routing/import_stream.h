// The files of an import as they come in over gRPC.
#pragma once

#include <map>
#include <string>

#include <absl/status/statusor.h>

#include "salur/routing/v1/directory_service.pb.h"
#include "services/routing/directory_importer.h"

namespace salur::routing {

// Collects chunks until the client commits or closes. Not thread-safe.
class ImportStream {
 public:
  // INVALID_ARGUMENT IMPORT_REFUSED for a chunk or file that is too large, an unknown kind of file,
  // or a chunk after the commit.
  absl::Status Add(const v1::ImportDirectoryRequest& request);
  std::size_t bytes() const { return bytes_; }

  // The files unpacked. IMPORT_REFUSED when one is missing or damaged.
  absl::StatusOr<ImportInput> Finish(const std::string& imported_by);

 private:
  absl::StatusOr<std::string> Take(v1::ImportFileKind kind, const std::string& standard_name);

  std::map<v1::ImportFileKind, std::string> contents_;
  std::map<v1::ImportFileKind, std::string> names_;
  std::size_t bytes_ = 0;
  bool committed_ = false;
};

}  // namespace salur::routing
