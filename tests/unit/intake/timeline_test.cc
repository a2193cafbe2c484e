#include "services/intake/timeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/errors.h"
#include "services/intake/timeline_texts.h"
#include "tests/unit/intake/sample_filings.h"

namespace salur::intake {
namespace {

using routing::v1::Fact;
using ::testing::HasSubstr;
using ::testing::Not;

void AddFact(events::v1::TicketEvent& event, routing::v1::FactKind kind, const char* unit_name = "",
             const char* note = "") {
  Fact& fact = *event.mutable_ticket()->add_facts();
  fact.set_number(event.ticket().facts_size());
  fact.set_kind(kind);
  fact.mutable_time()->set_seconds(1'800'000'000 + fact.number());
  fact.set_unit_id(*unit_name == '\0' ? "" : "31.71.01.1001");
  fact.set_unit_name(unit_name);
  fact.set_note(note);
  fact.set_actor("officer Siti");
}

events::v1::TicketEvent RoutedEvent() {
  events::v1::TicketEvent event;
  event.mutable_ticket()->set_ticket_id(testing::SampleId(1));
  event.mutable_ticket()->set_version(3);
  event.mutable_ticket()->set_state(routing::v1::ASSIGNED);
  event.mutable_ticket()->set_handling_unit_id("31.71.01.1001");
  event.mutable_ticket()->set_handling_unit_name("Kelurahan Gambir");
  event.mutable_ticket()->mutable_update_time()->set_seconds(1'800'000'002);
  AddFact(event, routing::v1::FILED);
  AddFact(event, routing::v1::ASSIGNED_TO_UNIT, "Kelurahan Gambir");
  return event;
}

v1::Complaint Shown(const std::optional<Progress>& progress, ProgressView view = {},
                    bool confidential = false) {
  v1::Complaint complaint;
  complaint.set_confidential(confidential);
  complaint.mutable_received_time()->set_seconds(1'800'000'001);
  AddProgress(progress, view, complaint);
  return complaint;
}

TEST(Timeline, BeforeTheFirstEventItIsReceived) {
  const v1::Complaint complaint = Shown(std::nullopt);
  EXPECT_EQ(complaint.state(), v1::RECEIVED);
  EXPECT_EQ(complaint.state_label().id(), "Diterima");
  ASSERT_EQ(complaint.timeline_size(), 1);
  EXPECT_EQ(complaint.timeline(0).text().en(), "Complaint received");
  EXPECT_EQ(complaint.timeline(0).time().seconds(), 1'800'000'001);
  EXPECT_THAT(complaint.next_step().id(), HasSubstr("unit yang berwenang"));
}

TEST(Timeline, SaysWhoseTurnItIs) {
  const v1::Complaint complaint = Shown(*ToProgress(RoutedEvent()));
  EXPECT_EQ(complaint.state(), v1::ROUTED);
  EXPECT_EQ(complaint.unit_id(), "31.71.01.1001");
  EXPECT_EQ(complaint.next_step().id(),
            "Giliran Kelurahan Gambir: menerima dan menanggapi laporan.");
  ASSERT_EQ(complaint.timeline_size(), 2);
  EXPECT_EQ(complaint.timeline(1).text().id(), "Disalurkan ke Kelurahan Gambir");
  EXPECT_EQ(complaint.timeline(1).unit_name(), "Kelurahan Gambir");
}

TEST(Timeline, ShowsTheLastAnswer) {
  events::v1::TicketEvent event = RoutedEvent();
  AddFact(event, routing::v1::RESOLUTION_GIVEN, "Kelurahan Gambir", "Sudah ditambal");
  AddFact(event, routing::v1::REOPENED);
  AddFact(event, routing::v1::RESOLUTION_GIVEN, "Kelurahan Gambir", "Ditambal lagi");
  event.mutable_ticket()->set_state(routing::v1::RESOLVED);
  const v1::Complaint complaint = Shown(*ToProgress(event));
  EXPECT_EQ(complaint.state(), v1::ANSWERED);
  EXPECT_EQ(complaint.answer(), "Ditambal lagi");
  EXPECT_EQ(complaint.timeline(2).text().id(),
            "Jawaban akhir dari Kelurahan Gambir: Sudah ditambal");
  EXPECT_EQ(complaint.unit_id(), "") << "it is the reporter's turn";
}

TEST(Timeline, TellsReturnsAndWhoDecided) {
  events::v1::TicketEvent event = RoutedEvent();
  AddFact(event, routing::v1::RETURNED, "Kelurahan Gambir", "Lokasinya di Cideng");
  AddFact(event, routing::v1::ASSIGNED_TO_UNIT, "Kecamatan Gambir");
  event.mutable_ticket()->mutable_facts(3)->set_cause(routing::v1::ARBITRATION);
  AddFact(event, routing::v1::ASSIGNED_TO_UNIT, "Kelurahan Cideng");
  event.mutable_ticket()->mutable_facts(4)->set_cause(routing::v1::BINDING);
  const v1::Complaint complaint = Shown(*ToProgress(event));
  ASSERT_EQ(complaint.timeline_size(), 5);
  EXPECT_EQ(complaint.timeline(2).text().id(),
            "Dikembalikan oleh Kelurahan Gambir: bukan wewenangnya: Lokasinya di Cideng");
  EXPECT_EQ(complaint.timeline(3).text().id(), "Kecamatan Gambir menetapkan unit yang berwenang");
  EXPECT_EQ(complaint.timeline(4).text().en(),
            "Decided to be the responsibility of Kelurahan Cideng");
}

TEST(Timeline, ShowsClassAndCategoryOfTheLastCorrection) {
  events::v1::TicketEvent event = RoutedEvent();
  AddFact(event, routing::v1::CLASSIFIED, "Kelurahan Gambir", "Salah pilih");
  AddFact(event, routing::v1::CLASSIFIED, "Kelurahan Gambir", "Pertanyaan saja");
  AddFact(event, routing::v1::ASSIGNED_TO_UNIT, "Dinas Perhubungan");
  event.mutable_ticket()->mutable_facts(4)->set_cause(routing::v1::RECLASSIFIED);
  event.mutable_ticket()->set_class_(common::v1::INFORMATION_REQUEST);
  event.mutable_ticket()->set_category_code("lampu-jalan");
  CatalogContent content;
  content.version = 1;
  content.categories = {{"lampu-jalan", "", "Lampu jalan", "Street light"}};
  const auto catalog = *ReferenceCatalog::Build(content);
  const Progress progress = *ToProgress(event);
  const v1::Complaint named = Shown(progress, {true, false, catalog.get()});
  EXPECT_EQ(named.timeline(2).text().id(),
            "Klasifikasi diperbaiki oleh Kelurahan Gambir: Salah pilih");
  EXPECT_EQ(named.timeline(3).text().id(),
            "Klasifikasi diperbaiki oleh Kelurahan Gambir (Permintaan informasi, Lampu jalan): "
            "Pertanyaan saja");
  EXPECT_EQ(named.timeline(3).text().en(),
            "Classification corrected by Kelurahan Gambir (Request for information, Street light): "
            "Pertanyaan saja");
  EXPECT_EQ(named.timeline(4).text().id(), "Disalurkan ke Dinas Perhubungan");
  EXPECT_THAT(Shown(progress).timeline(3).text().en(), HasSubstr("lampu-jalan"));
  EXPECT_THAT(Shown(progress, {true, true, catalog.get()}, true).DebugString(),
              Not(HasSubstr("Lampu")));
}

TEST(Timeline, HidesUnitsOfWhatIsConfidential) {
  events::v1::TicketEvent event = RoutedEvent();
  for (const bool by_category : {false, true}) {
    event.mutable_ticket()->set_confidential(by_category);
    const Progress progress = *ToProgress(event);
    const v1::Complaint hidden = Shown(progress, {true, true}, !by_category);
    EXPECT_THAT(hidden.DebugString(), Not(HasSubstr("Gambir")));
    EXPECT_THAT(hidden.DebugString(), Not(HasSubstr("31.71")));
    EXPECT_EQ(hidden.timeline_size(), 2);
    EXPECT_THAT(Shown(progress, {true, false}, true).DebugString(), HasSubstr("Gambir"));
  }
  event.mutable_ticket()->set_confidential(false);
  EXPECT_THAT(Shown(*ToProgress(event), {true, true}).DebugString(), HasSubstr("Gambir"));
}

TEST(Timeline, KeepsNoOfficerExplanationOrLadder) {
  events::v1::TicketEvent event = RoutedEvent();
  event.mutable_ticket()->mutable_explanation()->mutable_text()->set_id("penjelasan");
  event.mutable_ticket()->add_ladder()->set_name("Kecamatan Gambir");
  event.mutable_ticket()->set_assignee("Siti");
  const std::string kept = ToProgress(event)->ticket;
  for (const char* word : {"Siti", "penjelasan", "Kecamatan"}) {
    EXPECT_EQ(kept.find(word), std::string::npos) << word;
  }
}

TEST(Timeline, RefusesWhatIsNoTicket) {
  const auto reason = [](const events::v1::TicketEvent& event) {
    return ErrorReason(ToProgress(event).status());
  };
  EXPECT_EQ(reason({}), "INVALID_TICKET_EVENT");
  events::v1::TicketEvent event = RoutedEvent();
  event.mutable_ticket()->set_version(0);
  EXPECT_EQ(reason(event), "INVALID_TICKET_EVENT");
  event = RoutedEvent();
  event.mutable_ticket()->set_state(static_cast<routing::v1::TicketState>(99));
  EXPECT_EQ(reason(event), "INVALID_TICKET_EVENT");
}

TEST(TimelineTexts, EveryStateAndFactHasBothLanguages) {
  for (int state = 1; state <= 9; ++state) {
    const auto label = StateLabel(static_cast<v1::ComplaintState>(state));
    const auto next = NextStep(static_cast<v1::ComplaintState>(state), "");
    for (const auto& text : {label.id(), label.en(), next.id(), next.en()}) {
      EXPECT_NE(text, "") << state;
      EXPECT_THAT(text, Not(HasSubstr("%")));
    }
  }
  for (int kind = 1; kind <= 18; ++kind) {
    Fact fact;
    fact.set_kind(static_cast<routing::v1::FactKind>(kind));
    const auto text = FactText(fact, false);
    EXPECT_NE(text.en(), "Complaint updated") << kind;
    EXPECT_THAT(text.id(), Not(HasSubstr("%")));
    EXPECT_NE(text.id(), text.en());
  }
}

TEST(TimelineTexts, BeginsASentenceWithACapitalLetter) {
  EXPECT_EQ(NextStep(v1::SCHEDULED, "").id(), "Unit yang berwenang menjadwalkan penyelesaian.");
}

}  // namespace
}  // namespace salur::intake
