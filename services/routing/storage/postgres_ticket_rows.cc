#include "services/routing/storage/postgres_ticket_rows.h"

#include <algorithm>

namespace salur::routing {
namespace {

using postgres::Params;
using postgres::Rows;

std::string Join(const std::vector<std::string>& items) {
  std::string joined;
  for (const std::string& item : items) {
    if (!joined.empty()) joined += ',';
    joined += item;
  }
  return joined;
}

TimeZone ReadZone(const std::string& name) {
  return ParseTimeZone(name).value_or(TimeZone::kJakarta);
}

// One column of many rows.
template <typename Row, typename Get>
std::vector<std::string> Texts(const std::vector<Row>& rows, Get get) {
  std::vector<std::string> column;
  column.reserve(rows.size());
  for (const Row& row : rows) column.emplace_back(get(row));
  return column;
}

template <typename Row, typename Get>
std::vector<std::int64_t> Integers(const std::vector<Row>& rows, Get get) {
  std::vector<std::int64_t> column;
  column.reserve(rows.size());
  for (const Row& row : rows) column.push_back(static_cast<std::int64_t>(get(row)));
  return column;
}

template <typename Row, typename Get>
std::vector<bool> Flags(const std::vector<Row>& rows, Get get) {
  std::vector<bool> column;
  column.reserve(rows.size());
  for (const Row& row : rows) column.push_back(get(row));
  return column;
}

template <typename Row, typename Get>
std::vector<absl::Time> Times(const std::vector<Row>& rows, Get get) {
  std::vector<absl::Time> column;
  column.reserve(rows.size());
  for (const Row& row : rows) column.push_back(get(row));
  return column;
}

struct FactOfTicket {
  const std::string* ticket_id;
  const Fact* fact;
};

}  // namespace

Ticket ReadTicket(const Rows& rows, std::size_t row) {
  Ticket t;
  int c = 0;
  const auto text = [&] { return rows.Text(row, c++); };
  const auto flag = [&] { return rows.Boolean(row, c++); };
  const auto number = [&] { return rows.Integer(row, c++); };
  t.id = text();
  t.tracking_number = text();
  t.state = static_cast<TicketState>(number());
  t.complaint_class = static_cast<ComplaintClass>(number() - 1);
  t.category_code = text();
  t.needs_supervision = flag();
  t.always_calendar = flag();
  t.region_code = text();
  t.anonymous = flag();
  t.confidential = flag();
  t.about_unit_id = text();
  t.handling_unit_id = text();
  t.holder_unit_id = text();
  t.accountable_unit_id = text();
  t.accountable_level = static_cast<Level>(number());
  t.assignee = text();
  t.cycle = static_cast<int>(number());
  t.step = static_cast<int>(number());
  t.version = number();
  t.clock_version = number();
  t.received_time = rows.Time(row, c++);
  t.create_time = rows.Time(row, c++);
  t.update_time = rows.Time(row, c++);
  t.explanation.text_id = text();
  t.explanation.text_en = text();
  t.explanation.steps = rows.TextArray(row, c++);
  t.explanation.rule_id = text();
  t.explanation.region_code = text();
  t.explanation.category_code = text();
  t.explanation.candidate_unit_ids = rows.TextArray(row, c++);
  t.explanation.skipped_unit_ids = rows.TextArray(row, c++);
  t.explanation.directory_version = number();
  t.explanation.rules_version = number();
  t.hops = static_cast<int>(number());
  t.binding = flag();
  t.arbitrating = flag();
  return t;
}

Fact ReadFact(const Rows& rows, std::size_t row, std::string& ticket_id) {
  Fact f;
  int c = 0;
  const auto text = [&] { return rows.Text(row, c++); };
  const auto number = [&] { return static_cast<int>(rows.Integer(row, c++)); };
  ticket_id = text();
  f.number = number();
  f.kind = static_cast<FactKind>(number());
  f.time = rows.Time(row, c++);
  f.cycle = number();
  f.step = number();
  f.unit_id = text();
  f.unit_level = static_cast<Level>(number());
  f.unit_region_code = text();
  f.unit_time_zone = ReadZone(text());
  f.unit_name = text();
  f.actor = text();
  f.note = text();
  f.skipped_unit_ids = rows.TextArray(row, c++);
  f.due_time = rows.OptionalTime(row, c++);
  f.outcome = static_cast<Outcome>(number());
  if (!rows.IsNull(row, c)) f.clock_action_version = rows.Integer(row, c);
  ++c;
  f.cause = static_cast<AssignmentCause>(number());
  f.other_unit_id = text();
  return f;
}

Params TicketParams(const std::vector<const TicketWrite*>& writes) {
  std::vector<const Ticket*> t;
  t.reserve(writes.size());
  for (const TicketWrite* write : writes) t.push_back(&write->record.ticket);
  using P = const Ticket*;
  Params params;
  params.TextArray(Texts(t, [](P x) { return x->id; }))
      .TextArray(Texts(t, [](P x) { return x->tracking_number; }))
      .IntegerArray(Integers(t, [](P x) { return x->state; }))
      .IntegerArray(Integers(t, [](P x) { return static_cast<int>(x->complaint_class) + 1; }))
      .TextArray(Texts(t, [](P x) { return x->category_code; }))
      .BooleanArray(Flags(t, [](P x) { return x->needs_supervision; }))
      .BooleanArray(Flags(t, [](P x) { return x->always_calendar; }))
      .TextArray(Texts(t, [](P x) { return x->region_code; }))
      .BooleanArray(Flags(t, [](P x) { return x->anonymous; }))
      .BooleanArray(Flags(t, [](P x) { return x->confidential; }))
      .TextArray(Texts(t, [](P x) { return x->about_unit_id; }))
      .TextArray(Texts(t, [](P x) { return x->handling_unit_id; }))
      .TextArray(Texts(t, [](P x) { return x->holder_unit_id; }))
      .TextArray(Texts(t, [](P x) { return x->accountable_unit_id; }))
      .IntegerArray(Integers(t, [](P x) { return x->accountable_level; }))
      .TextArray(Texts(t, [](P x) { return x->assignee; }))
      .IntegerArray(Integers(t, [](P x) { return x->cycle; }))
      .IntegerArray(Integers(t, [](P x) { return x->step; }))
      .IntegerArray(Integers(t, [](P x) { return x->version; }))
      .IntegerArray(Integers(t, [](P x) { return x->clock_version; }))
      .TimeArray(Times(t, [](P x) { return x->received_time; }))
      .TimeArray(Times(t, [](P x) { return x->create_time; }))
      .TimeArray(Times(t, [](P x) { return x->update_time; }))
      .TextArray(Texts(t, [](P x) { return x->explanation.text_id; }))
      .TextArray(Texts(t, [](P x) { return x->explanation.text_en; }))
      .TextArray(Texts(t, [](P x) { return Join(x->explanation.steps); }))
      .TextArray(Texts(t, [](P x) { return x->explanation.rule_id; }))
      .TextArray(Texts(t, [](P x) { return x->explanation.region_code; }))
      .TextArray(Texts(t, [](P x) { return x->explanation.category_code; }))
      .TextArray(Texts(t, [](P x) { return Join(x->explanation.candidate_unit_ids); }))
      .TextArray(Texts(t, [](P x) { return Join(x->explanation.skipped_unit_ids); }))
      .IntegerArray(Integers(t, [](P x) { return x->explanation.directory_version; }))
      .IntegerArray(Integers(t, [](P x) { return x->explanation.rules_version; }))
      .IntegerArray(Integers(t, [](P x) { return x->hops; }))
      .BooleanArray(Flags(t, [](P x) { return x->binding; }))
      .BooleanArray(Flags(t, [](P x) { return x->arbitrating; }));
  return params;
}

Params FactParams(const std::vector<const TicketWrite*>& writes) {
  std::vector<FactOfTicket> f;
  std::vector<std::optional<absl::Time>> due_times;
  std::vector<std::optional<std::string>> action_versions;
  for (const TicketWrite* write : writes) {
    const std::vector<Fact>& facts = write->record.facts;
    for (std::size_t i = write->facts_stored; i < facts.size(); ++i) {
      f.push_back({&write->record.ticket.id, &facts[i]});
      due_times.push_back(facts[i].due_time);
      action_versions.push_back(facts[i].clock_action_version.has_value()
                                    ? std::optional(std::to_string(*facts[i].clock_action_version))
                                    : std::nullopt);
    }
  }
  using F = const FactOfTicket&;
  Params params;
  params.TextArray(Texts(f, [](F x) { return *x.ticket_id; }))
      .IntegerArray(Integers(f, [](F x) { return x.fact->number; }))
      .IntegerArray(Integers(f, [](F x) { return x.fact->kind; }))
      .TimeArray(Times(f, [](F x) { return x.fact->time; }))
      .IntegerArray(Integers(f, [](F x) { return x.fact->cycle; }))
      .IntegerArray(Integers(f, [](F x) { return x.fact->step; }))
      .TextArray(Texts(f, [](F x) { return x.fact->unit_id; }))
      .IntegerArray(Integers(f, [](F x) { return x.fact->unit_level; }))
      .TextArray(Texts(f, [](F x) { return x.fact->unit_region_code; }))
      .TextArray(Texts(f, [](F x) { return TimeZoneName(x.fact->unit_time_zone); }))
      .TextArray(Texts(f, [](F x) { return x.fact->unit_name; }))
      .TextArray(Texts(f, [](F x) { return x.fact->actor; }))
      .TextArray(Texts(f, [](F x) { return x.fact->note; }))
      .TextArray(Texts(f, [](F x) { return Join(x.fact->skipped_unit_ids); }))
      .OptionalTimeArray(due_times)
      .IntegerArray(Integers(f, [](F x) { return x.fact->outcome; }))
      .OptionalTextArray(action_versions)
      .IntegerArray(Integers(f, [](F x) { return x.fact->cause; }))
      .TextArray(Texts(f, [](F x) { return x.fact->other_unit_id; }));
  return params;
}

Params EventParams(const std::vector<const TicketWrite*>& writes) {
  std::vector<std::string> keys, payloads;
  for (const TicketWrite* write : writes) {
    keys.push_back(write->record.ticket.id);
    payloads.push_back(write->event);
  }
  return Params().TextArray(keys).BytesArray(payloads);
}

}  // namespace salur::routing
