// Filing complaints in end-to-end tests.
#pragma once

#include <string>

#include "tests/support/salur_system.h"

namespace salur::testing {

struct Filing {
  std::string request_id;
  std::string region_code = "33.74.01.1001";
  std::string category_code = "layanan-kelurahan";
  common::v1::ComplaintClass complaint_class = common::v1::COMPLAINT;
  std::string text = "Pelayanan di kantor kelurahan tutup pada jam kerja.";
  std::string address = "Jalan Pemuda 1";
  std::string reporter = "warga-1";
};

inline intake::v1::FileComplaintRequest MakeRequest(const Filing& filing) {
  intake::v1::FileComplaintRequest request;
  request.set_request_id(filing.request_id);
  request.set_class_(filing.complaint_class);
  request.set_category_code(filing.category_code);
  request.set_text(filing.text);
  request.mutable_location()->set_region_code(filing.region_code);
  request.mutable_location()->set_address(filing.address);
  request.set_channel(intake::v1::MOBILE_APP);
  request.mutable_reporter()->set_partner_reporter_id(filing.reporter);
  return request;
}

inline grpc::Status File(SalurSystem& system, const Filing& filing,
                         intake::v1::Complaint* complaint) {
  grpc::ClientContext context;
  As(context, "partner/test", 5);
  return system.intake().FileComplaint(&context, MakeRequest(filing), complaint);
}

inline bool GetTicket(SalurSystem& system, const std::string& id, routing::v1::Ticket* ticket) {
  grpc::ClientContext context;
  As(context, "admin/test", 5);
  routing::v1::GetTicketRequest request;
  request.set_ticket_id(id);
  return system.tickets().GetTicket(&context, request, ticket).ok();
}

}  // namespace salur::testing
