#include <filesystem>
#include <memory>
#include <system_error>
#include <thread>

#include "cli/commands/commands.h"
#include "cli/commands/input.h"
#include "cli/format/progress.h"
#include "cli/views/directory_view.h"

namespace salur::cli {
namespace {

using routing::v1::DirectoryService;
using routing::v1::ImportDirectoryRequest;
using routing::v1::ImportDirectoryResponse;

constexpr std::size_t kChunkBytes = 256 * 1024;
constexpr std::size_t kFileBytesMax = 256 * 1024 * 1024;
constexpr absl::Duration kImportTimeout = absl::Minutes(5);

struct ImportFile {
  routing::v1::ImportFileKind kind;
  std::string name;
  std::string content;
};

struct Options {
  std::string data;
  std::string decrees;
  bool dry_run = false;
};

absl::StatusOr<std::string> DataFolder(Context& context, const std::string& given) {
  if (!given.empty()) return given;
  const std::string regions = FindAbove(context.process(), "data/regions.csv.gz");
  if (!regions.empty()) return std::filesystem::path(regions).parent_path().string();
  return UsageError("no data/regions.csv.gz here or above", "say where the files are: --data DIR");
}

// All five files, so that a missing one is known before anything is sent.
absl::StatusOr<std::vector<ImportFile>> ReadFiles(const std::string& folder) {
  std::vector<ImportFile> files = {{routing::v1::REGIONS, "regions.csv.gz", {}},
                                   {routing::v1::AGENCY_KINDS, "agency_kinds.csv", {}},
                                   {routing::v1::AGENCY_OVERRIDES, "agency_overrides.csv", {}},
                                   {routing::v1::CATEGORIES, "categories.csv", {}},
                                   {routing::v1::ROUTING_RULES, "routing_rules.csv", {}}};
  for (ImportFile& file : files) {
    std::error_code error;
    std::filesystem::path path = std::filesystem::path(folder) / file.name;
    if (file.kind == routing::v1::REGIONS && !std::filesystem::exists(path, error)) {
      const std::filesystem::path plain = std::filesystem::path(folder) / "regions.csv";
      if (std::filesystem::exists(plain, error)) {
        path = plain;
        file.name = "regions.csv";
      }
    }
    SALUR_ASSIGN_OR_RETURN(file.content, ReadWholeFile(path.string(), kFileBytesMax));
  }
  return files;
}

using Stream = grpc::ClientReaderWriter<ImportDirectoryRequest, ImportDirectoryResponse>;

// Stops at the first write that fails: the service has ended the call and says why.
void SendFiles(Stream& stream, const std::vector<ImportFile>& files, bool commit) {
  for (const ImportFile& file : files) {
    std::size_t at = 0;
    do {
      ImportDirectoryRequest request;
      request.set_file(file.kind);
      request.set_file_name(file.name);
      request.set_chunk(file.content.substr(at, kChunkBytes));
      if (!stream.Write(request)) return;
      at += kChunkBytes;
    } while (at < file.content.size());
  }
  if (commit) {
    ImportDirectoryRequest request;
    request.set_commit(true);
    if (!stream.Write(request)) return;
  }
  stream.WritesDone();
}

// The folder's files, with the decrees behind them; decrees without --data come alone.
absl::StatusOr<std::vector<ImportFile>> FilesToSend(Context& context, const Options& options) {
  std::vector<ImportFile> files;
  if (options.decrees.empty() || !options.data.empty()) {
    SALUR_ASSIGN_OR_RETURN(const std::string folder, DataFolder(context, options.data));
    SALUR_ASSIGN_OR_RETURN(files, ReadFiles(folder));
  }
  if (options.decrees.empty()) return files;
  ImportFile decrees{
      routing::v1::DECREES, std::filesystem::path(options.decrees).filename().string(), {}};
  SALUR_ASSIGN_OR_RETURN(decrees.content, ReadWholeFile(options.decrees, kFileBytesMax));
  files.push_back(std::move(decrees));
  return files;
}

absl::Status Import(Context& context, const Options& options) {
  SALUR_ASSIGN_OR_RETURN(const std::vector<ImportFile> files, FilesToSend(context, options));
  SALUR_ASSIGN_OR_RETURN(const auto session, context.Connect({Service::kRouting}, kImportTimeout));
  const auto peer = session->directory();
  const auto call = session->NewContext(context.caller(kAdminCaller));
  const auto stream = peer.stub->ImportDirectory(call.get());
  // Sent beside reading: the service reports progress while the files are still coming in.
  std::thread sender([&] { SendFiles(*stream, files, !options.dry_run); });
  Progress progress(context.io().err, context.io().err_terminal);
  ImportDirectoryResponse response;
  std::optional<routing::v1::ImportResult> result;
  while (stream->Read(&response)) {
    if (response.has_result()) {
      result = response.result();
    } else {
      progress.Update(response.phase(), response.rows_done(), response.rows_total());
    }
  }
  sender.join();
  progress.Finish();
  const grpc::Status status = stream->Finish();
  if (!status.ok()) return FromGrpc(status, Name(peer.service), peer.target);
  if (!result.has_value()) return FailedError("routing ended the import without a result");
  if (context.PrintedJson(*result)) return absl::OkStatus();
  context.io().out << RenderImport(*result, options.dry_run, context.view(Language::kEnglish));
  return absl::OkStatus();
}

}  // namespace

void AddDirectoryImport(CommandLine& line) {
  CLI::App& group = line.AddGroup("directory", "Regions, agencies, categories and rules");
  auto options = std::make_shared<Options>();
  CLI::App& app = line.AddCommand(group,
                                  {"import",
                                   "Import the directory's files in one transaction (admin/cli)",
                                   {"directory import", "directory import --data data --dry-run",
                                    "directory import --decrees perda-3-2026.csv"}},
                                  [&line, options] { return Import(line.context(), *options); });
  app.add_option("--data", options->data, "Folder with the files; absent: the nearest data/ above")
      ->type_name("DIR");
  app.add_option("--decrees", options->decrees,
                 "What decrees change (docs/data.md); without --data: only that")
      ->type_name("FILE");
  app.add_flag("--dry-run", options->dry_run, "Only show what would change");
}

}  // namespace salur::cli
