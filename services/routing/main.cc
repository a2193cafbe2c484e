#include "services/routing/routing_app.h"

int main(int argc, char** argv) {
  return salur::RunService(salur::routing::Definition(), argc, argv);
}
