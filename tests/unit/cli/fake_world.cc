#include "tests/unit/cli/fake_world.h"

#include <algorithm>

#include "cli/format/time.h"

namespace salur::cli {
namespace {

// As long as the longest real names.
// Every point lies here.
const std::string kPointRegion = "35.22.15.2002";
constexpr char kPrefix[] =
    "Suku Dinas Perindustrian, Perdagangan, Koperasi, Usaha Kecil dan Menengah ";

std::string Above(const std::string& unit) {
  const std::size_t dot = unit.rfind('.');
  return dot == std::string::npos ? "ID" : unit.substr(0, dot);
}

common::v1::Level LevelOf(const std::string& unit) {
  if (unit == "ID") return common::v1::NATIONAL;
  const auto dots = static_cast<int>(std::count(unit.begin(), unit.end(), '.'));
  return static_cast<common::v1::Level>(common::v1::PROVINSI - dots);
}

}  // namespace

class FakeWorld::Intake final : public intake::v1::IntakeService::Service {
 public:
  explicit Intake(FakeWorld& world) : world_(world) {}

  grpc::Status FileComplaint(grpc::ServerContext*, const intake::v1::FileComplaintRequest* request,
                             intake::v1::Complaint* response) override {
    const std::lock_guard lock(world_.mutex_);
    const std::string id = "id-" + std::to_string(world_.entries_.size() + 1);
    Entry& entry = world_.entries_[id];
    entry.filed = *request;
    entry.filed_real = world_.process_.Now();
    auto& ticket = entry.ticket;
    ticket.set_ticket_id(id);
    const std::string unit = world_.UnitOf(
        request->location().has_point() ? kPointRegion : request->location().region_code(),
        request->about_unit_id());
    ticket.set_handling_unit_id(unit);
    ticket.set_handling_unit_name(kPrefix + unit);
    ticket.set_accountable_unit_id(unit);
    ticket.set_accountable_unit_name(kPrefix + unit);
    ticket.set_accountable_level(LevelOf(unit));
    ticket.mutable_explanation()->mutable_text()->set_id("karena dekat");
    auto& fact = *ticket.add_facts();
    fact.set_kind(unit == "ID" ? routing::v1::TRIAGED : routing::v1::ASSIGNED_TO_UNIT);
    fact.set_unit_level(LevelOf(unit));
    *fact.mutable_time() = ToTimestamp(world_.Now());
    response->set_complaint_id(id);
    response->set_tracking_number("NO-" + id);
    response->set_pin("123456");
    return grpc::Status::OK;
  }

  grpc::Status TrackComplaint(grpc::ServerContext*,
                              const intake::v1::TrackComplaintRequest* request,
                              intake::v1::Complaint* response) override {
    const std::lock_guard lock(world_.mutex_);
    const Entry& entry = world_.entries_.at(request->tracking_number().substr(3));
    response->set_tracking_number(request->tracking_number());
    const bool answered = entry.resolved && !world_.behaviour_.citizens_see_nothing;
    response->set_state(answered ? intake::v1::ANSWERED : intake::v1::ROUTED);
    return grpc::Status::OK;
  }

 private:
  FakeWorld& world_;
};

class FakeWorld::Tickets final : public routing::v1::TicketService::Service {
 public:
  explicit Tickets(FakeWorld& world) : world_(world) {}

  grpc::Status GetTicket(grpc::ServerContext* context, const routing::v1::GetTicketRequest* request,
                         routing::v1::Ticket* response) override {
    return Serve(*context, request->ticket_id(), response, [](Entry&) {});
  }
  grpc::Status AcceptTicket(grpc::ServerContext* context,
                            const routing::v1::AcceptTicketRequest* request,
                            routing::v1::Ticket* response) override {
    return Serve(*context, request->ticket_id(), response, [](Entry&) {});
  }
  grpc::Status ResolveTicket(grpc::ServerContext* context,
                             const routing::v1::ResolveTicketRequest* request,
                             routing::v1::Ticket* response) override {
    return Serve(*context, request->ticket_id(), response,
                 [](Entry& entry) { entry.resolved = true; });
  }

 private:
  template <typename Change>
  grpc::Status Serve(const grpc::ServerContext& context, const std::string& id,
                     routing::v1::Ticket* response, Change change) {
    const std::lock_guard lock(world_.mutex_);
    Entry& entry = world_.entries_.at(id);
    const bool routed = world_.process_.Now() >= entry.filed_real + world_.behaviour_.routing_delay;
    const std::string scope = "@" + entry.ticket.handling_unit_id() + ";confidential";
    if (!routed || CallerOf(context).find(scope) == std::string::npos) {
      return Refusal(grpc::StatusCode::NOT_FOUND, "TICKET_NOT_FOUND", "no such ticket");
    }
    world_.AddClimbs(entry);
    change(entry);
    entry.ticket.set_version(entry.ticket.version() + 1);
    *response = entry.ticket;
    return grpc::Status::OK;
  }

  FakeWorld& world_;
};

class FakeWorld::Directory final : public routing::v1::DirectoryService::Service {
 public:
  explicit Directory(FakeWorld& world) : world_(world) {}

  grpc::Status PreviewRoute(grpc::ServerContext*, const routing::v1::PreviewRouteRequest* request,
                            routing::v1::PreviewRouteResponse* response) override {
    response->mutable_handling_unit()->set_unit_id(world_.UnitOf(
        request->has_point() ? kPointRegion : request->region_code(), request->about_unit_id()));
    return grpc::Status::OK;
  }

 private:
  FakeWorld& world_;
};

class FakeWorld::Operations final : public common::v1::OperationsService::Service {
 public:
  explicit Operations(FakeWorld& world) : world_(world) {}

  grpc::Status GetServiceInfo(grpc::ServerContext*, const common::v1::GetServiceInfoRequest*,
                              common::v1::ServiceInfo* response) override {
    response->set_clock_rate(world_.behaviour_.rate);
    response->set_directory_version(1);
    *response->mutable_current_time() = ToTimestamp(world_.Now());
    return grpc::Status::OK;
  }

 private:
  FakeWorld& world_;
};

FakeWorld::FakeWorld(FakeProcess& process, Behaviour behaviour)
    : process_(process),
      behaviour_(behaviour),
      real_start_(process.Now()),
      intake_(std::make_unique<Intake>(*this)),
      tickets_(std::make_unique<Tickets>(*this)),
      directory_(std::make_unique<Directory>(*this)),
      operations_(std::make_unique<Operations>(*this)),
      server_({intake_.get(), tickets_.get(), directory_.get(), operations_.get()}) {}

FakeWorld::~FakeWorld() = default;

absl::Time FakeWorld::Now() const {
  return real_start_ + (process_.Now() - real_start_) * behaviour_.rate;
}

std::string FakeWorld::UnitOf(const std::string& region, const std::string& about) const {
  if (region.empty()) return "ID";
  return about == region ? Above(region) : region;
}

void FakeWorld::AddClimbs(Entry& entry) const {
  routing::v1::Ticket& ticket = entry.ticket;
  const bool aspiration = entry.filed.class_() == common::v1::ASPIRATION;
  for (;;) {
    const bool top = ticket.accountable_unit_id() == "ID" ||
                     (aspiration && ticket.accountable_level() >= common::v1::KABKOTA);
    ticket.clear_ladder();
    if (top) return;
    ticket.add_ladder();
    const auto& last = ticket.facts(ticket.facts_size() - 1);
    const absl::Time due = ToTime(last.time()) + absl::Hours(24 * (ticket.step() == 0 ? 7 : 5));
    const bool stopped = entry.resolved || ticket.step() >= behaviour_.climbs_max;
    if (stopped || Now() < due - behaviour_.early) return;
    const std::string unit = Above(ticket.accountable_unit_id());
    ticket.set_accountable_unit_id(unit);
    ticket.set_accountable_unit_name(kPrefix + unit);
    ticket.set_accountable_level(LevelOf(unit));
    ticket.set_step(ticket.step() + 1);
    auto& fact = *ticket.add_facts();
    fact.set_kind(routing::v1::CLIMBED);
    fact.set_step(ticket.step());
    fact.set_unit_level(LevelOf(unit));
    fact.set_unit_name(kPrefix + unit);
    *fact.mutable_time() = ToTimestamp(due - behaviour_.early);
    *fact.mutable_due_time() = ToTimestamp(due);
  }
}

}  // namespace salur::cli
