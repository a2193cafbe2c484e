// Units, regions, categories and what routing would decide.
#pragma once

#include <string>

#include "cli/format/view.h"
#include "salur/routing/v1/directory_service.pb.h"

namespace salur::cli {

std::string RenderUnit(const routing::v1::GetUnitResponse& response, const View& view);
std::string RenderUnits(const routing::v1::ListUnitsResponse& response, const View& view);
std::string RenderRegion(const routing::v1::GetRegionResponse& response, const View& view);
std::string RenderLocation(const routing::v1::LocateResponse& response, const View& view);
std::string RenderCategories(const routing::v1::ListCategoriesResponse& response, const View& view);
std::string RenderRoute(const routing::v1::PreviewRouteResponse& response, const View& view);
// Counts, changed lines, or that nothing changed.
std::string RenderImport(const routing::v1::ImportResult& result, bool dry_run, const View& view);

}  // namespace salur::cli
