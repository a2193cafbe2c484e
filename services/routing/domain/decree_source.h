// What a decree changes in the regions, row by row; docs/data.md describes the file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <absl/status/statusor.h>

#include "services/routing/domain/region_code.h"

namespace salur::routing {

inline constexpr char kDecreesFile[] = "decrees.csv";

enum class DecreeChange : std::uint8_t {
  kRecode,  // another code under the same parent
  kRename,  // another name
  kSplit,   // several rows with one old code, which may itself be among the new ones
  kMerge,   // several rows with one new code, which may be one of the old ones
  kMove,    // another code because the parent is another one
};

// "recode", "rename", "split", "merge", "move": as in the file.
std::string_view DecreeChangeName(DecreeChange change);
std::optional<DecreeChange> ParseDecreeChange(std::string_view name);

struct DecreeRow {
  std::string decree;
  std::string valid_from;  // first day, "2026-01-31"
  DecreeChange change = DecreeChange::kRecode;
  RegionCode old_code;
  RegionCode new_code;   // kRename: equal to old_code
  std::string new_name;  // empty: as before
  std::string note;
  int line = 0;  // where it stands in its file; 0 when it comes from elsewhere

  // A code that goes on to be in force after the change.
  bool Keeps() const { return old_code == new_code; }
};

// The same change, wherever it was read from.
bool SameChange(const DecreeRow& a, const DecreeRow& b);

// One file, checked as far as that is possible without a directory: BAD_FILE (csv.h) for a cell,
// for codes of different levels, a split or merge that is none, a code that is given away twice or
// both given away and taken.
absl::StatusOr<std::vector<DecreeRow>> ParseDecrees(std::string_view text);

}  // namespace salur::routing
