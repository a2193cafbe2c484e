// A data race planted on purpose. In the tsan preset the sanitizer must see it, which shows that
// the set-up with its suppressions finds races; CTest expects this program to fail there.
#include <cstdio>
#include <thread>

namespace {

int counter = 0;

void Count() {
  for (int i = 0; i < 100'000; ++i) counter = counter + 1;
}

}  // namespace

int main() {
  std::thread first(Count);
  std::thread second(Count);
  first.join();
  second.join();
  std::printf("%d\n", counter > 0 ? 1 : 0);
  return 0;
}
