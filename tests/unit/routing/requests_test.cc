// What comes in from outside: files of an import, fields of requests, page tokens.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/rpc/time_conversion.h"
#include "services/routing/import_stream.h"
#include "services/routing/inflate.h"
#include "services/routing/page_token.h"
#include "services/routing/validation.h"

namespace salur::routing {
namespace {

using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

// "hello\n", as gzip writes it.
const std::string kGzip(
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\x48\xcd\xc9\xc9\xe7\x02\x00\x20\x30\x3a\x36\x06"
    "\x00\x00\x00",
    26);

std::vector<std::string> Fields(const Violations& violations) {
  std::vector<std::string> fields;
  for (const FieldViolation& violation : violations) fields.push_back(violation.field);
  return fields;
}

TEST(Inflate, UnpacksGzipAndPassesTheRest) {
  EXPECT_EQ(*InflateIfGzip(kGzip), "hello\n");
  EXPECT_EQ(*InflateIfGzip("plain"), "plain");
  EXPECT_EQ(*InflateIfGzip(""), "");
}

TEST(Inflate, RefusesDamagedAndHugeFiles) {
  EXPECT_FALSE(InflateIfGzip(kGzip.substr(0, 15)).ok());
  EXPECT_FALSE(InflateIfGzip("\x1f\x8bnothing").ok());
  EXPECT_THAT(std::string(InflateIfGzip(kGzip, 3).status().message()), HasSubstr("more than 3"));
}

v1::ImportDirectoryRequest Chunk(v1::ImportFileKind file, std::string bytes,
                                 std::string name = "") {
  v1::ImportDirectoryRequest request;
  request.set_file(file);
  request.set_chunk(std::move(bytes));
  request.set_file_name(std::move(name));
  return request;
}

TEST(ImportStream, JoinsChunksAndUnpacks) {
  ImportStream stream;
  ASSERT_TRUE(stream.Add(Chunk(v1::REGIONS, kGzip.substr(0, 9), "my/regions.csv.gz")).ok());
  ASSERT_TRUE(stream.Add(Chunk(v1::AGENCY_KINDS, "k")).ok());
  ASSERT_TRUE(stream.Add(Chunk(v1::REGIONS, kGzip.substr(9))).ok());
  ASSERT_TRUE(stream.Add(Chunk(v1::AGENCY_OVERRIDES, "o")).ok());
  ASSERT_TRUE(stream.Add(Chunk(v1::CATEGORIES, "c")).ok());
  v1::ImportDirectoryRequest commit;
  commit.set_commit(true);
  ASSERT_TRUE(stream.Add(commit).ok());
  EXPECT_FALSE(stream.Add(Chunk(v1::CATEGORIES, "more")).ok());
  const auto input = stream.Finish("admin/x");
  ASSERT_TRUE(input.ok()) << input.status();
  EXPECT_EQ(input->files.regions, "hello\n");
  EXPECT_EQ(input->names.at("regions.csv"), "my/regions.csv.gz");
  EXPECT_FALSE(input->rules.has_value());
  EXPECT_TRUE(input->commit);
}

TEST(ImportStream, NamesAFileThatIsMissing) {
  ImportStream stream;
  ASSERT_TRUE(stream.Add(Chunk(v1::REGIONS, "r")).ok());
  const auto input = stream.Finish("admin/x");
  EXPECT_EQ(ErrorReason(input.status()), "IMPORT_REFUSED");
  EXPECT_EQ(ErrorMetadata(input.status())["file"], "agency_kinds.csv");
}

TEST(ImportStream, RefusesWhatIsTooLargeOrUnknown) {
  ImportStream stream;
  EXPECT_FALSE(stream.Add(Chunk(v1::REGIONS, std::string((1 << 20) + 1, 'x'))).ok());
  EXPECT_FALSE(stream.Add(Chunk(static_cast<v1::ImportFileKind>(99), "x")).ok());
  EXPECT_FALSE(stream.Add(Chunk(v1::IMPORT_FILE_KIND_UNSPECIFIED, "x")).ok());
  absl::Status status;
  for (int i = 0; i < 33 && status.ok(); ++i) {
    status = stream.Add(Chunk(v1::REGIONS, std::string(1 << 20, 'x')));
  }
  EXPECT_EQ(ErrorReason(status), "IMPORT_REFUSED");
}

TEST(TicketRequests, NameEveryBadField) {
  v1::ResolveTicketRequest request;
  request.set_request_id("has spaces");
  request.set_ticket_id("AAA");
  request.set_answer("short");
  request.set_legal_basis("Perda");
  Violations violations;
  CheckChange(request.request_id(), request.ticket_id(), violations);
  CheckResolve(request, violations);
  EXPECT_THAT(Fields(violations),
              UnorderedElementsAre("request_id", "ticket_id", "outcome", "answer", "legal_basis"));
  violations.clear();
  request.set_outcome(v1::CANNOT);
  request.clear_legal_basis();
  request.set_answer(std::string(25, 'x') + std::string(1, '\0'));
  CheckResolve(request, violations);
  EXPECT_THAT(Fields(violations), UnorderedElementsAre("answer", "legal_basis"));
  violations.clear();
  request.set_legal_basis("Perda 5/2020");
  request.set_answer("Lampu jalan sudah kami ganti hari ini.");
  CheckResolve(request, violations);
  EXPECT_TRUE(violations.empty());
}

TEST(TicketRequests, CountCharactersNotBytes) {
  std::string answer;
  for (int i = 0; i < 20'000; ++i) answer += "é";
  v1::ResolveTicketRequest request;
  request.set_outcome(v1::DONE);
  request.set_answer(answer);
  Violations violations;
  CheckResolve(request, violations);
  EXPECT_TRUE(violations.empty());
  request.set_answer(answer + "x");
  CheckResolve(request, violations);
  EXPECT_THAT(Fields(violations), UnorderedElementsAre("answer"));
}

TEST(ClockActionRequests, NameEveryBadField) {
  v1::ApplyClockActionsRequest request;
  request.add_actions();
  Violations violations;
  CheckClockActions(request, violations);
  EXPECT_THAT(Fields(violations),
              UnorderedElementsAre("actions[0].ticket_id", "actions[0].cycle", "actions[0].action",
                                   "actions[0].due_time", "actions[0].clock_version"));
  for (int i = 0; i < 200; ++i) request.add_actions();
  violations.clear();
  CheckClockActions(request, violations);
  EXPECT_THAT(Fields(violations), UnorderedElementsAre("actions"));
}

TEST(PageToken, LeadsBackToItsPositionWithTheSameFilterOnly) {
  v1::ListTicketsRequest request;
  request.set_unit_id("35.78");
  Ticket last;
  last.id = "0197f000-0000-7000-8000-000000000001";
  last.received_time = absl::FromUnixMicros(1'750'000'000'123'456);
  request.set_page_token(MakePageToken(request, last));
  request.set_page_size(7);
  const auto position = ReadPageToken(request);
  ASSERT_TRUE(position.has_value());
  EXPECT_EQ(position->ticket_id, last.id);
  EXPECT_EQ(position->received_time, last.received_time);
  v1::ListTicketsRequest other = request;
  other.set_unit_id("35");
  EXPECT_FALSE(ReadPageToken(other).has_value());
  for (const char* token : {"x", "0123456789abcdef0197f000-0000-7000-8000-0000000000011"}) {
    request.set_page_token(token);
    EXPECT_FALSE(ReadPageToken(request).has_value());
  }
}

}  // namespace
}  // namespace salur::routing
