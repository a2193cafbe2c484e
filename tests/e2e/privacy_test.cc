// Planted strings: what a citizen wrote must stay in intake's schema.
#include <gtest/gtest.h>

#include "common/redis/redis_client.h"
#include "tests/e2e/filing.h"
#include "tests/support/await.h"

namespace salur::testing {
namespace {

constexpr const char* kPlanted[] = {"RAHASIATEKS",    "RAHASIAALAMAT", "RAHASIANAMA",
                                    "RAHASIAPELAPOR", "081299988877",  "rahasia@contoh.example"};

// Every value of every column of every table of a schema, as text.
std::string Dump(SalurSystem& system, const std::string& schema) {
  return system.Query(
      "SELECT string_agg(query_to_xml('SELECT t::text FROM ' || quote_ident(table_schema) || '.' "
      "|| "
      "quote_ident(table_name) || ' AS t', true, false, '')::text, '') "
      "FROM information_schema.tables "
      "WHERE table_schema = '" +
      schema + "' AND table_name NOT LIKE 'region%' AND table_name NOT LIKE 'unit%'");
}

// As PostgreSQL prints it inside a bytea.
std::string Hex(const std::string& text) {
  std::string hex;
  for (const char c : text) {
    constexpr char kDigits[] = "0123456789abcdef";
    hex += kDigits[static_cast<unsigned char>(c) >> 4U];
    hex += kDigits[static_cast<unsigned char>(c) & 15U];
  }
  return hex;
}

// The events, byte by byte.
std::string Payloads(SalurSystem& system, const std::string& schema) {
  return system.Query(
      "SELECT string_agg(encode(payload, 'escape'), '') FROM (SELECT payload FROM " + schema +
      ".outbox UNION ALL SELECT payload FROM " + schema + ".dead_letter) AS p");
}

std::string DumpRedis(SalurSystem& system) {
  redis::RedisClient client({.url = system.redis().url()});
  std::string all;
  const auto keys = client.Call({"KEYS", "*"});
  for (const redis::Reply& key : keys->items) {
    all += key.text + "\n";
    const auto entries = client.Call({"XRANGE", key.text, "-", "+"});
    if (!entries.ok()) continue;
    for (const redis::Reply& entry : entries->items) {
      for (const redis::Reply& field : entry.items.at(1).items) all += field.text + "\n";
    }
  }
  return all;
}

intake::v1::FileComplaintRequest PlantedRequest() {
  Filing filing;
  filing.request_id = "planted";
  filing.text = "RAHASIATEKS: lampu jalan padam sejak minggu lalu.";
  filing.address = "RAHASIAALAMAT nomor 3";
  filing.reporter = "RAHASIAPELAPOR";
  intake::v1::FileComplaintRequest request = MakeRequest(filing);
  request.mutable_reporter()->set_name("RAHASIANAMA");
  request.mutable_reporter()->set_phone("081299988877");
  request.mutable_reporter()->set_email("rahasia@contoh.example");
  return request;
}

TEST(Privacy, TextAddressAndReporterStayInIntake) {
  // A fast clock, so that escalation has something to tell.
  SalurSystem system({.clock_rate = 172'800});
  intake::v1::Complaint complaint;
  {
    grpc::ClientContext context;
    As(context, "partner/test");
    ASSERT_TRUE(system.intake().FileComplaint(&context, PlantedRequest(), &complaint).ok());
  }
  {
    // The same again with bad fields: refusals must not quote values.
    auto bad = PlantedRequest();
    bad.set_request_id("planted bad");
    bad.mutable_reporter()->set_phone("RAHASIANAMA");
    bad.mutable_reporter()->set_email("RAHASIAPELAPOR");
    grpc::ClientContext context;
    As(context, "partner/test");
    intake::v1::Complaint ignored;
    const grpc::Status status = system.intake().FileComplaint(&context, bad, &ignored);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    for (const char* planted : kPlanted) {
      EXPECT_EQ(status.error_message().find(planted), std::string::npos) << planted;
    }
  }
  routing::v1::Ticket ticket;
  ASSERT_TRUE(Await(
      [&] { return GetTicket(system, complaint.complaint_id(), &ticket) && ticket.step() >= 2; }));
  {
    // An officer of the unit does read the text, through intake.
    grpc::ClientContext context;
    As(context, "officer/budi@33.74.01.1001");
    routing::v1::GetTicketRequest request;
    request.set_ticket_id(complaint.complaint_id());
    ASSERT_TRUE(system.tickets().GetTicket(&context, request, &ticket).ok());
    EXPECT_NE(ticket.text().find("RAHASIATEKS"), std::string::npos);
  }
  EXPECT_NE(Dump(system, "intake").find("RAHASIATEKS"), std::string::npos)
      << "the search itself must be able to find something";
  std::map<std::string, std::string> places;
  for (const char* schema : {"routing", "escalation"}) {
    places["schema " + std::string(schema)] = Dump(system, schema);
  }
  for (const char* schema : {"routing", "intake"}) {
    places["payloads of " + std::string(schema)] = Payloads(system, schema);
  }
  places["Redis"] = DumpRedis(system);
  for (const char* service : {"intake", "routing", "escalation"}) {
    places["log of " + std::string(service)] = system.Log(service);
    places["metrics of " + std::string(service)] = system.Metrics(service);
    EXPECT_NE(system.Metrics(service).find("salur_rpc_total"), std::string::npos) << service;
  }
  for (const auto& [place, content] : places) {
    EXPECT_EQ(content.find("error:"), std::string::npos) << place << content.substr(0, 300);
    for (const char* planted : kPlanted) {
      EXPECT_EQ(content.find(planted), std::string::npos) << planted << " in " << place;
      EXPECT_EQ(content.find(Hex(planted)), std::string::npos) << planted << " in " << place;
    }
  }
}

TEST(Privacy, NoServiceRoleReadsOrAltersAnotherSchema) {
  SalurSystem system({.import_directory = false});
  const std::map<std::string, std::string> tables{{"intake", "intake.complaint"},
                                                  {"routing", "routing.ticket"},
                                                  {"escalation", "escalation.clock"}};
  for (const auto& [service, own] : tables) {
    postgres::Pool pool({.dsn = system.database().ServiceDsn(service), .connections_max = 1});
    const auto allowed = [&](const std::string& sql) {
      static int number = 0;
      const postgres::Statement statement{"probe_" + std::to_string(++number), sql};
      return pool
          .Run([&](postgres::Transaction& transaction) {
            transaction.Exec(statement);
            return absl::OkStatus();
          })
          .ok();
    };
    EXPECT_TRUE(allowed("SELECT count(*) FROM " + own)) << service;
    EXPECT_FALSE(allowed("DROP TABLE " + own)) << service;
    EXPECT_FALSE(allowed("ALTER TABLE " + own + " ADD COLUMN x integer")) << service;
    EXPECT_FALSE(allowed("CREATE TABLE " + service + ".mine (x integer)")) << service;
    for (const auto& [other, table] : tables) {
      if (other == service) continue;
      EXPECT_FALSE(allowed("SELECT count(*) FROM " + table)) << service << " reads " << table;
      EXPECT_FALSE(allowed("DELETE FROM " + table)) << service << " writes " << table;
    }
  }
}

}  // namespace
}  // namespace salur::testing
