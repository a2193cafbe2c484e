// The schema "routing", from services/routing/migrations.
#pragma once

#include <vector>

#include "common/postgres/migrations.h"

namespace salur::routing {

const std::vector<postgres::Migration>& Migrations();

}  // namespace salur::routing
