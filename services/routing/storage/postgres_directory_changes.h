// The rows beside the directory's own: validity, decrees, requests, hand-over. Part of
// postgres_directory_store.cc.
#pragma once

#include <vector>

#include "common/postgres/postgres.h"
#include "services/routing/storage/directory_store.h"

namespace salur::routing {

void ReadValidity(postgres::Transaction& transaction, std::vector<ValidityRow>& validity);
// INTERNAL DIRECTORY_UNREADABLE for rows that only a newer program can have written.
absl::Status ReadDecrees(postgres::Transaction& transaction, std::vector<DecreeRow>& decrees);
// False when the same request came first, and is committed.
bool RememberAnswer(postgres::Transaction& transaction, const AdminRequest& request,
                    absl::Time now);
// All of `change` that these tables keep. REQUEST_ANSWERED.
absl::Status WriteChanges(postgres::Transaction& transaction, const DirectoryChange& change);

}  // namespace salur::routing
