// The small country of directories.h, and decrees that change it.
#pragma once

#include <memory>
#include <string>

#include <absl/status/statusor.h>

#include "common/base/errors.h"
#include "services/routing/domain/day.h"
#include "services/routing/domain/decree_rows.h"
#include "services/routing/domain/directory_diff.h"
#include "tests/unit/routing/directories.h"

namespace salur::routing::samples {

inline constexpr char kDecreeHeader[] =
    "decree,valid_from,change,old_code,new_code,new_name,note\n";

// A village is split, the code of the old one ends; another is renamed; a kecamatan goes from
// Surabaya to Jayapura with its villages; a village is merged into its neighbour.
inline constexpr char kSplit[] =
    "Perda 1/2026,2026-01-01,split,31.71.01.1002,31.71.01.1005,Cideng Barat,\n"
    "Perda 1/2026,2026-01-01,split,31.71.01.1002,31.71.01.1006,Cideng Timur,\n";
inline constexpr char kRename[] = "Perda 1/2026,2026-01-01,rename,31.71.01.1001,,Gambir Baru,\n";
inline constexpr char kMove[] = "UU 2/2026,2026-01-01,move,35.78.01,91.71.02,,\n";
inline constexpr char kMerge[] = "Perda 3/2026,2026-01-01,merge,35.78.01.2001,35.78.01.1001,,\n";
inline constexpr char kRecodeCity[] = "UU 4/2026,2026-01-01,recode,35.78,35.79,,\n";

// The rows of `data` after decrees alone, on 1 March 2026.
inline absl::StatusOr<DirectoryData> AfterDecrees(const DirectoryData& data,
                                                  const std::string& rows,
                                                  const std::vector<DecreeRow>& applied = {}) {
  const absl::CivilDay today(2026, 3, 1);
  const auto current = MakeDirectory(data);
  SALUR_ASSIGN_OR_RETURN(const auto parsed, ParseDecrees(kDecreeHeader + rows));
  SALUR_ASSIGN_OR_RETURN(const DecreePlan plan, PlanDecrees(*current, applied, parsed, today));
  DirectoryData next = data;
  next.validity.clear();
  SALUR_RETURN_IF_ERROR(DeriveUnits(plan, next));
  SALUR_RETURN_IF_ERROR(RecordPlan(*current, plan, next));
  KeepRetired(*current, next);
  KeepValidity(*current, today, next);
  return next;
}

}  // namespace salur::routing::samples
