// A class of its own for what a child does: derive from Process, and override run().
//
// What the child needs is a member, set before start(). run() is called in the child.

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "multiprocess/process.h"

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

class Timer : public multiprocess::Process {
 public:
  explicit Timer(std::chrono::seconds interval) : interval_(interval) {}

  void run() override {
    std::printf("child %d: begins, its parent is %d\n", ::getpid(), ::getppid());
    const auto start = Clock::now();
    std::this_thread::sleep_for(interval_);
    const Seconds took = Clock::now() - start;
    std::printf("child %d: done after %.2f s\n", ::getpid(), took.count());
  }

 private:
  std::chrono::seconds interval_;
};

int main(int argc, char** argv) {
  const std::chrono::seconds interval(argc > 1 ? std::atoi(argv[1]) : 2);

  std::printf("parent %d: begins\n", ::getpid());
  const auto start = Clock::now();

  Timer timer(interval);
  timer.start();  // fork(); run() in the child
  timer.join();

  const Seconds took = Clock::now() - start;
  std::printf("parent %d: done after %.2f s\n", ::getpid(), took.count());
}
