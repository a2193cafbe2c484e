// salur-boundaries: makes, describes and asks a boundary file, without any service.
#pragma once

namespace salur::routing::boundaries {

// 0 done; 1 refused or not found, with the reason on standard error; 2 wrong arguments.
int RunTool(int argc, char** argv);

}  // namespace salur::routing::boundaries
