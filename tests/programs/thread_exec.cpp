// exec from a thread that is not the leader: all other threads end, and the thread that called it
// takes over the leader's number.
#include <barrier>
#include <thread>

#include "tell.h"

int main(int argc, char** argv) {
  if (argc > 1) {
    tell("after: same PID: %s, task number is the PID: %s",
         std::atoi(argv[1]) == ::getpid() ? "yes" : "no", ::gettid() == ::getpid() ? "yes" : "no");
    return 8;
  }
  std::barrier ready(2);
  std::thread idle([] { ::pause(); });
  std::thread other([&] {
    ready.arrive_and_wait();
    tell("before: task number is the PID: %s", ::gettid() == ::getpid() ? "yes" : "no");
    ::execl("/proc/self/exe", "thread_exec", std::to_string(::getpid()).c_str(), nullptr);
  });
  ready.arrive_and_wait();
  for (;;) ::pause();
}
