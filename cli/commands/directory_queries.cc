#include <memory>

#include "cli/commands/commands.h"
#include "cli/format/labels.h"
#include "cli/requests/ticket_request.h"
#include "cli/views/directory_view.h"

namespace salur::cli {
namespace {

using routing::v1::DirectoryService;

// One call to the directory and its picture.
template <typename Request, typename Response>
absl::Status Ask(Context& context,
                 grpc::Status (DirectoryService::Stub::*method)(grpc::ClientContext*,
                                                                const Request&, Response*),
                 const Request& request, std::string (*render)(const Response&, const View&)) {
  SALUR_ASSIGN_OR_RETURN(const auto session, context.Connect({Service::kRouting}));
  SALUR_ASSIGN_OR_RETURN(
      const Response response,
      session->Call(session->directory(), method, request, context.caller(kAdminCaller)));
  if (context.PrintedJson(response)) return absl::OkStatus();
  context.io().out << render(response, context.view(Language::kEnglish));
  return absl::OkStatus();
}

void AddUnits(CommandLine& line) {
  CLI::App& group = line.AddGroup("unit", "Units that can hold a ticket");
  auto id = std::make_shared<std::string>();
  CLI::App& show = line.AddCommand(
      group,
      {"show",
       "A unit with both ways up",
       {"unit show 31.71.01.1001", "unit show perhubungan:35.78", "unit show ID"}},
      [&line, id] {
        routing::v1::GetUnitRequest request;
        request.set_unit_id(*id);
        return Ask(line.context(), &DirectoryService::Stub::GetUnit, request, RenderUnit);
      });
  show.add_option("ID", *id, "Region code, KIND:REGION or ID")->required();

  struct Arguments {
    std::string parent;
    std::string name;
    int page_size = 0;
    std::string page_token;
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App& list = line.AddCommand(group,
                                   {"list",
                                    "Units below a unit, or with a name",
                                    {"unit list --parent 35.78", "unit list --name gambir",
                                     "unit list --parent 31 --name perhubungan"}},
                                   [&line, arguments] {
                                     routing::v1::ListUnitsRequest request;
                                     request.set_parent_unit_id(arguments->parent);
                                     request.set_name_contains(arguments->name);
                                     request.set_page_size(arguments->page_size);
                                     request.set_page_token(arguments->page_token);
                                     return Ask(line.context(), &DirectoryService::Stub::ListUnits,
                                                request, RenderUnits);
                                   });
  list.add_option("--parent", arguments->parent, "Only units below this one");
  list.add_option("--name", arguments->name, "Part of the name, at least 3 letters");
  list.add_option("--page-size", arguments->page_size, "1 to 200");
  list.add_option("--page-token", arguments->page_token, "Where the last page ended");
}

void AddRegions(CommandLine& line) {
  CLI::App& group = line.AddGroup("region", "Regions of the country");
  auto code = std::make_shared<std::string>();
  CLI::App& show = line.AddCommand(
      group,
      {"show", "A region and what it lies in", {"region show 35.22.15.2002", "region show 31"}},
      [&line, code] {
        routing::v1::GetRegionRequest request;
        request.set_region_code(*code);
        return Ask(line.context(), &DirectoryService::Stub::GetRegion, request, RenderRegion);
      });
  show.add_option("CODE", *code, "31, 31.71, 31.71.01 or 31.71.01.1001")->required();
}

absl::Status Preview(Context& context, const RouteOptions& options) {
  SALUR_ASSIGN_OR_RETURN(const auto request, BuildRouteRequest(options));
  return Ask(context, &DirectoryService::Stub::PreviewRoute, request, RenderRoute);
}

void AddRoute(CommandLine& line) {
  CLI::App& group = line.AddGroup("route", "What routing would decide");
  auto options = std::make_shared<RouteOptions>();
  CLI::App& preview = line.AddCommand(
      group,
      {"preview",
       "The unit for a place and category, and why; nothing is stored",
       {"route preview --region 31.74.01.1001 --category lampu-jalan --lang id",
        "route preview --point=-6.17511,106.82715 --accuracy 10 --category taman --json",
        "route preview --region 33.07.09.2001 --category dana-desa --about 33.07.09.2001"}},
      [&line, options] { return Preview(line.context(), *options); });
  preview.add_option("--region", options->region, "Region code of any level");
  preview.add_option("--point", options->point, "Where the phone was: LAT,LON");
  preview.add_option("--accuracy", options->accuracy_m, "Metres; absent: 25");
  preview.add_option("--category", options->category, "Category code");
  preview.add_option("--class", options->complaint_class, "One of: " + std::string(kClassChoices));
  preview.add_flag("--confidential", options->confidential, "The complaint is confidential");
  preview.add_option("--about", options->about_unit, "Unit that the complaint is about");
}

}  // namespace

void AddDirectoryQueries(CommandLine& line) {
  AddUnits(line);
  AddRegions(line);
  line.AddCommand(line.root(),
                  {"categories",
                   "The tree of categories and who handles them",
                   {"categories", "categories --lang id", "categories --json"}},
                  [&line] {
                    return Ask(line.context(), &DirectoryService::Stub::ListCategories,
                               routing::v1::ListCategoriesRequest(), RenderCategories);
                  });
  AddRoute(line);
}

}  // namespace salur::cli
