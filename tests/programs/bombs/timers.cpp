// Timers that send signals: at every thread of who observes it, and so often at itself that its
// calls are broken off.
#include <dirent.h>
#include <sys/time.h>

#include <csignal>
#include <ctime>

#include "../only_observed.h"

static void kill_by_timer(pid_t thread) {
  sigevent event{};
  event.sigev_notify = SIGEV_THREAD_ID;
  event.sigev_signo = SIGKILL;
  event._sigev_un._tid = thread;
  const itimerspec soon = {{0, 0}, {0, 1}};
  timer_t timer;
  if (::timer_create(CLOCK_MONOTONIC, &event, &timer) == 0)
    ::timer_settime(timer, 0, &soon, nullptr);
}

static void kill_threads_of(pid_t process) {
  DIR* folder = ::opendir(("/proc/" + std::to_string(process) + "/task").c_str());
  while (const dirent* entry = folder ? ::readdir(folder) : nullptr) {
    if (const pid_t thread = std::atoi(entry->d_name); thread > 0) kill_by_timer(thread);
  }
  if (folder) ::closedir(folder);
}

int main() {
  only_observed();
  ::signal(SIGALRM, [](int) {});
  while (true) {
    kill_threads_of(tracer());
    const itimerval often = {{0, 1000}, {0, 1000}};
    ::setitimer(ITIMER_REAL, &often, nullptr);
    ::fork();
  }
}
