#include "services/intake/intake_app.h"

int main(int argc, char** argv) {
  return salur::RunService(salur::intake::Definition(), argc, argv);
}
