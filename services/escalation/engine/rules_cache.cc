#include "services/escalation/engine/rules_cache.h"

#include <utility>

#include "common/base/errors.h"
#include "common/log/log.h"

namespace salur::escalation {
namespace {

constexpr std::int64_t kDerivationsMax = 1000;

std::shared_ptr<const RulesVersion> MakeRules(const HolidayList& list) {
  return std::make_shared<const RulesVersion>(RulesVersion{
      RulesNumber(list.version), Policy(DefaultPolicyRows()), Calendar(list.holidays)});
}

}  // namespace

std::int64_t RulesNumber(std::int64_t holidays_version) {
  return holidays_version * kDerivationsMax + kDerivationVersion;
}

RulesCache::RulesCache(HolidayStore& store) : store_(store), rules_(MakeRules(HolidayList{})) {}

absl::Status RulesCache::Refresh() {
  SALUR_ASSIGN_OR_RETURN(const std::int64_t version, store_.Version());
  if (version == holidays_version()) return absl::OkStatus();
  SALUR_ASSIGN_OR_RETURN(const HolidayList list, store_.Current());
  auto rules = MakeRules(list);
  const std::lock_guard lock(mutex_);
  if (list.version <= holidays_version_) return absl::OkStatus();  // another thread was faster
  holidays_version_ = list.version;
  rules_ = std::move(rules);
  log::Info("holidays loaded", {{"version", std::to_string(list.version)},
                                {"days", std::to_string(list.holidays.size())}});
  return absl::OkStatus();
}

std::shared_ptr<const RulesVersion> RulesCache::Get() const {
  const std::lock_guard lock(mutex_);
  return rules_;
}

std::int64_t RulesCache::holidays_version() const {
  const std::lock_guard lock(mutex_);
  return holidays_version_;
}

}  // namespace salur::escalation
