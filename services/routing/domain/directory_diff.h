// What changes between two versions of the directory.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <absl/time/civil_time.h>

#include "services/routing/domain/directory.h"

namespace salur::routing {

// Units that are in `current` but not in `next` do not vanish, because tickets name them: they are
// added to `next` as inactive, with everything they refer to (kinds and categories too). Units in
// both keep whether they are staffed: files do not know that.
void KeepRetired(const Directory& current, DirectoryData& next);

// After KeepRetired: what `current` knows about validity stays in `next` unless it says otherwise.
// Units that are new, back or retired without a decree begin, or have ended, before `today`.
void KeepValidity(const Directory& current, absl::CivilDay today, DirectoryData& next);

struct DirectoryDiff {
  enum class Change {
    kAdded,    // new, or active again
    kRenamed,  // another name
    kMoved,    // another parent, escalation parent or time zone
    kRetired,  // no longer active
    kRevised,  // anything else: kind of region, staff, postal code, point, validity
  };
  struct Entry {
    UnitRef unit;       // in the newer snapshot
    Change change;      // the first that applies, in the order kAdded, kRetired, kMoved, kRenamed
    bool back = false;  // kAdded: was retired before
  };

  std::vector<Entry> units;  // in the order of the snapshot
  // A moved unit that has another name as well counts as both.
  std::size_t added = 0;
  std::size_t renamed = 0;
  std::size_t moved = 0;
  std::size_t retired = 0;
  std::size_t revised = 0;
  bool kinds_changed = false;
  bool served_by_changed = false;
  bool categories_changed = false;

  bool Empty() const {
    return units.empty() && !kinds_changed && !served_by_changed && !categories_changed;
  }
};

// Compares by id. `newer` contains every unit of `older` (KeepRetired).
DirectoryDiff Compare(const Directory& older, const Directory& newer);

// One readable line for an entry: "added 31.71.01.1009 Kelurahan Baru", with what it was before. A
// retired unit with successors was recoded, moved, split or merged, and by which decree.
std::string Describe(const DirectoryDiff::Entry& entry, const Directory& older,
                     const Directory& newer);

}  // namespace salur::routing
