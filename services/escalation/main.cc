#include "common/runtime/service.h"
#include "services/escalation/escalation_app.h"

int main(int argc, char** argv) {
  return salur::RunService(salur::escalation::Definition(), argc, argv);
}
