// Waiting in a loop for a child that sleeps for two seconds.
//   memory   for a sign in shared memory, without any call
//   wait     with waitpid and WNOHANG
//   clock    for three seconds of its clock
#include <sys/mman.h>

#include <atomic>
#include <chrono>

#include "tell.h"

int main(int, char** argv) {
  const std::string how = argv[1] ? argv[1] : "";
  void* page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  auto& sign = *static_cast<std::atomic<int>*>(page);
  const pid_t child = ::fork();
  if (child == 0) {
    ::sleep(2);
    sign = 1;
    ::_exit(5);
  }
  int status = 0;
  bool reaped = false;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(3);
  if (how == "memory")
    while (sign == 0) continue;
  if (how == "wait")
    while (!reaped) reaped = ::waitpid(child, &status, WNOHANG) == child;
  if (how == "clock")
    while (std::chrono::steady_clock::now() < end) continue;
  tell("%s: child %s", how.c_str(), reaped ? ended(status).c_str() : end_of(child).c_str());
}
