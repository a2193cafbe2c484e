// The sentences of the public timeline.
#pragma once

#include <string>

#include "salur/common/v1/types.pb.h"
#include "salur/intake/v1/complaint.pb.h"
#include "salur/routing/v1/ticket.pb.h"
#include "services/intake/domain/reference_catalog.h"

namespace salur::intake {

common::v1::LocalizedText StateLabel(v1::ComplaintState state);

// Whose turn it is. An empty `unit_name` reads "the responsible unit".
common::v1::LocalizedText NextStep(v1::ComplaintState state, const std::string& unit_name);

// What happened, with the unit's name unless hidden, `detail` in brackets unless empty, and the
// unit's words where there are any.
common::v1::LocalizedText FactText(const routing::v1::Fact& fact, bool hide_unit,
                                   const common::v1::LocalizedText& detail = {});

// "Pengaduan, Lampu jalan". Without a category the class alone; a category that the catalog does
// not know, or without a catalog (nullptr), by its code.
common::v1::LocalizedText ClassificationText(common::v1::ComplaintClass complaint_class,
                                             const std::string& category_code,
                                             const ReferenceCatalog* catalog);

}  // namespace salur::intake
