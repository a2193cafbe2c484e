#include "services/routing/boundaries/tool.h"

int main(int argc, char** argv) { return salur::routing::boundaries::RunTool(argc, argv); }
