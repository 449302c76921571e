// The limit is a member: it is there before start(), and so the child has a copy of it.

#include <cstdio>

#include "multiprocess/process.h"

class Counter : public multiprocess::Process {
 public:
  explicit Counter(int limit) : limit_(limit) {}

  void run() override {
    for (int i = 1; i <= limit_; ++i) std::printf("count %d\n", i);
  }

 private:
  int limit_;
};

int main() {
  Counter first(3), second(2);
  first.start();
  second.start();
  first.join();
  second.join();
}
