// Waiting in a loop for a child that sleeps for two seconds.
//   memory   for a sign in shared memory, without any call
//   wait     with waitpid and WNOHANG
//   clock    for three seconds of its clock
//   timer    for its timer to have gone off three times, by the second; works and prints meanwhile
//   naps     for 10 ms of its clock, by naps of a microsecond; tells how many those were
//   file     for a file to be there, by stat(2)
//   unlink   for a file not to be there any more, by O_EXCL
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <ctime>

#include "tell.h"

namespace {

int make(const std::string& path) {
  return ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
}

bool is_there(const std::string& path) {
  struct stat status;
  return ::stat(path.c_str(), &status) == 0;
}

void nap_for(std::chrono::milliseconds time) {
  const auto end = std::chrono::steady_clock::now() + time;
  const timespec microsecond = {0, 1000};
  int naps = 0;
  for (; std::chrono::steady_clock::now() < end; ++naps) ::nanosleep(&microsecond, nullptr);
  tell("%d naps", naps);
}

volatile std::sig_atomic_t rung = 0;

void wait_for_timer() {
  const auto began = std::chrono::steady_clock::now();
  std::signal(SIGALRM, [](int) { rung = rung + 1; });
  const itimerval each_second = {{1, 0}, {1, 0}};
  ::setitimer(ITIMER_REAL, &each_second, nullptr);
  for (std::clock_t last = std::clock(); rung < 3; last = std::clock()) {
    while (std::clock() - last < CLOCKS_PER_SEC / 4 && rung < 3) continue;
    tell("works");
  }
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - began;
  tell("%d s", static_cast<int>(passed.count()));
}

}  // namespace

int main(int, char** argv) {
  const std::string how = argv[1] ? argv[1] : "";
  const std::string file = "busy-" + std::to_string(::getpid());
  if (how == "unlink") make(file);
  void* page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  auto& sign = *static_cast<std::atomic<int>*>(page);
  const pid_t child = ::fork();
  if (child == 0) {
    ::sleep(2);
    sign = 1;
    if (how == "file") make(file);
    if (how == "unlink") ::unlink(file.c_str());
    ::_exit(5);
  }
  int status = 0;
  bool reaped = false;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(3);
  if (how == "memory")
    while (sign == 0) continue;
  if (how == "naps") nap_for(std::chrono::milliseconds(10));
  if (how == "wait")
    while (!reaped) reaped = ::waitpid(child, &status, WNOHANG) == child;
  if (how == "clock")
    while (std::chrono::steady_clock::now() < end) continue;
  if (how == "timer") wait_for_timer();
  if (how == "file")
    while (!is_there(file)) continue;
  if (how == "unlink")
    while (make(file) < 0) continue;
  ::unlink(file.c_str());
  tell("%s: child %s", how.c_str(), reaped ? ended(status).c_str() : end_of(child).c_str());
}
