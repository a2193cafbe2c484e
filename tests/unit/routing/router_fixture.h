// Decides over the small country and keeps what tests look at.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "services/routing/domain/explain.h"
#include "services/routing/domain/router.h"
#include "tests/unit/routing/directories.h"

namespace salur::routing::samples {

class RouterFixture : public ::testing::Test {
 protected:
  RouterFixture() : data_(BuildData(SmallFiles())) {
    request_.filing_time = absl::FromUnixSeconds(1'750'000'000);  // 15 June 2025, 15:06 UTC
  }

  // Decides and keeps what the assertions below look at.
  void Route(std::string_view category, std::string_view region) {
    request_.category_code = category;
    request_.region_code = region;
    set_ = MakeRules(MakeDirectory(data_, 7), rules_);
    decision_ = Decide(*set_, request_);
    words_ = Explain(*set_, decision_);
  }
  std::string Id(UnitRef unit) const { return set_->directory().Id(unit); }
  std::string Handling() const { return Id(decision_.handling); }
  std::string Holder() const { return Id(decision_.holder); }
  bool Triage() const { return decision_.state == Decision::State::kTriage; }
  std::vector<std::string> Skipped() const {
    std::vector<std::string> ids;
    for (const UnitKey& key : decision_.skipped) ids.push_back(set_->directory().Id(key));
    return ids;
  }
  std::vector<std::string> Steps() const {
    std::vector<std::string> names;
    for (const Reason& reason : decision_.reasons) names.emplace_back(StepName(reason.step));
    return names;
  }

  DirectoryData data_;
  std::vector<RuleRow> rules_;
  RoutingRequest request_;
  std::shared_ptr<const RuleSet> set_;
  Decision decision_;
  Words words_;
};

}  // namespace salur::routing::samples
