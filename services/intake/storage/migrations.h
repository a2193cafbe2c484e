// The schema intake, step by step; generated from services/intake/migrations.
#pragma once

#include <vector>

#include "common/postgres/migrations.h"

namespace salur::intake {

const std::vector<postgres::Migration>& Migrations();

}  // namespace salur::intake
