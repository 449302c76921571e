// A process that is told how far to count.

#include <cstdio>

#include "multiprocess/process.h"

class Counter : public multiprocess::Process {
 public:
  // Your part: what becomes of the limit?
  explicit Counter(int /*limit*/) {}

  void run() override { std::puts("count 1"); }
};

int main() {
  Counter first(3), second(2);
  first.start();
  second.start();
  first.join();
  second.join();
}
