// From the rows of decrees to what becomes of every code in force.
#pragma once

#include <string>
#include <vector>

#include <absl/status/statusor.h>
#include <absl/time/civil_time.h>

#include "services/routing/domain/decree_source.h"
#include "services/routing/domain/directory.h"

namespace salur::routing {

// What becomes of one region in force.
struct CodeChange {
  struct Target {
    RegionCode code;
    std::string name;  // empty: as before, or as regions.csv says
  };
  RegionCode old_code;
  std::vector<Target> targets;  // in the order of the file; never empty
  std::string decree;
  std::string valid_from;
  int line = 0;  // of the row that says so, for messages

  // Whether the old code goes on, alone or beside new ones.
  bool Keeps() const;
};

struct DecreePlan {
  std::vector<CodeChange> changes;  // by old code
  std::vector<DecreeRow> fresh;     // rows that were not applied before
};

// Rows that were applied before (`applied`) change nothing. A row of a region counts for everything
// below it as well, by prefix, unless a row of its own says otherwise. BAD_FILE (csv.h) naming the
// line: a day after `today`, a code that is not in force, is in force already or was retired, a
// region whose parent would be missing, a split that leaves regions below it without a place.
absl::StatusOr<DecreePlan> PlanDecrees(const Directory& current,
                                       const std::vector<DecreeRow>& applied,
                                       const std::vector<DecreeRow>& rows, absl::CivilDay today);

// For decrees without files: `data`, the rows in force, become those after the plan. Units that
// change their code keep name, staff and agencies. BAD_FILE when a new region has no name.
absl::Status DeriveUnits(const DecreePlan& plan, DirectoryData& data);

// Writes validity and successors of the plan into `data`, built from files or derived; agencies of
// a retired region follow it. New units are staffed where those before were. BAD_FILE when the
// files do not agree with the plan.
absl::Status RecordPlan(const Directory& current, const DecreePlan& plan, DirectoryData& data);

}  // namespace salur::routing
