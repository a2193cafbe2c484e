// The schema's migrations, made from services/escalation/migrations at build time.
#pragma once

#include <vector>

#include "common/postgres/migrations.h"

namespace salur::escalation {

const std::vector<postgres::Migration>& Migrations();

}  // namespace salur::escalation
