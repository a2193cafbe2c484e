// From the words of `salurctl file` to the contract's request. Values are passed on as they are
// where the service judges them (ranges, codes, lengths); only what cannot be said in the contract
// at all is refused here.
#pragma once

#include <optional>
#include <string>

#include <absl/status/statusor.h>

#include "salur/intake/v1/intake_service.pb.h"

namespace salur::cli {

struct FileOptions {
  std::string request_id;
  std::string complaint_class = "complaint";
  std::string category;
  std::string text;
  std::string region;
  std::optional<double> latitude;
  std::optional<double> longitude;
  std::optional<double> accuracy_m;
  std::string address;
  std::string channel = "web";
  std::string reporter_id = "salurctl";
  std::string name;
  std::string phone;
  std::string email;
  bool anonymous = false;
  bool confidential = false;
  std::string about_unit;
  // RFC 3339.
  std::string occurred_time;
  // RFC 3339.
  std::string received_time;
  std::string external_system;
  std::string external_id;
};

// Errors: usage, naming the flag and what would be right.
absl::StatusOr<intake::v1::FileComplaintRequest> BuildFileRequest(const FileOptions& options);

}  // namespace salur::cli
