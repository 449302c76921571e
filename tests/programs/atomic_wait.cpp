// A thread that another one waits for by std::atomic::wait(): the program itself calls futex(2).
#include <atomic>
#include <thread>

#include "tell.h"

int main() {
  std::atomic<int> ready = 0;
  std::thread other([&] {
    ready.wait(0);
    tell("told %d", ready.load());
  });
  ::usleep(1000);  // the other waits by then, after it has looked a few times
  ready = 1;
  ready.notify_one();
  other.join();
}
