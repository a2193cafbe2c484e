// The rules that hold, in memory.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>

#include <absl/status/status.h>

#include "services/escalation/domain/derived_ticket.h"
#include "services/escalation/storage/holiday_store.h"

namespace salur::escalation {

// Rises when a program derives other clocks from the same facts, so that open tickets are derived
// again after an upgrade. At most 999.
inline constexpr std::int64_t kDerivationVersion = 1;

// Number of the rules made of one holiday list by this program.
std::int64_t RulesNumber(std::int64_t holidays_version);

// Thread-safe.
class RulesCache {
 public:
  // `store` outlives the cache.
  explicit RulesCache(HolidayStore& store);

  // Loads the holiday list if it is another one than the one in memory. Cheap when it is not.
  absl::Status Refresh();
  // What was loaded last; before the first Refresh a calendar without holidays.
  std::shared_ptr<const RulesVersion> Get() const;
  // Version of the holiday list in memory.
  std::int64_t holidays_version() const;

 private:
  HolidayStore& store_;
  mutable std::mutex mutex_;
  std::int64_t holidays_version_ = 0;
  std::shared_ptr<const RulesVersion> rules_;
};

}  // namespace salur::escalation
