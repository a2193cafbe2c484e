// Between the domain and the wire, for the directory.
#pragma once

#include <string>

#include "salur/routing/v1/directory_service.pb.h"
#include "services/routing/directory_importer.h"
#include "services/routing/domain/directory.h"
#include "services/routing/domain/rules.h"

namespace salur::routing {

v1::Unit ToUnit(const Directory& directory, UnitRef unit);
// Precondition: a region's own unit.
v1::Region ToRegion(const Directory& directory, UnitRef unit);
v1::Category ToCategory(const Directory& directory, CategoryRef category);
v1::RoutingRule ToProto(const RuleRow& rule);
v1::ImportResult ToProto(const ImportSummary& summary);

// Active categories, parents before their children.
std::vector<CategoryRef> CategoriesInOrder(const Directory& directory);

}  // namespace salur::routing
