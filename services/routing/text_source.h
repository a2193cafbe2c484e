// Complaint texts for officers' screens. Fetched for one answer and never kept.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <absl/status/statusor.h>

namespace salur::routing {

struct ComplaintText {
  std::string text;
  std::string address;
};

// Thread-safe.
class TextSource {
 public:
  virtual ~TextSource() = default;
  // By complaint id; at most limits::kServiceBatchMax a call. UNAVAILABLE or DEADLINE_EXCEEDED when
  // intake is away.
  virtual absl::StatusOr<std::map<std::string, ComplaintText>> Fetch(
      const std::vector<std::string>& complaint_ids) = 0;
};

}  // namespace salur::routing
