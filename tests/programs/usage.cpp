// Processor time by every call that tells it, a child's too; and how long the machine is up.
//
// usage [machine]: reads /proc/loadavg as well
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <sys/times.h>
#include <sys/wait.h>

#include <ctime>

#include "tell.h"

static long microseconds(const timeval& time) {
  return time.tv_sec * 1'000'000 + time.tv_usec;
}

static void tell_usage(const char* name, const rusage& usage) {
  tell("%s %ld %ld %ld %ld", name, microseconds(usage.ru_utime), microseconds(usage.ru_stime),
       usage.ru_maxrss, usage.ru_nvcsw + usage.ru_nivcsw);
}

// Looks at its clock until it has used so much of the processor.
static void burn(long most) {
  rusage usage{};
  while (microseconds(usage.ru_utime) + microseconds(usage.ru_stime) < most) {
    ::getrusage(RUSAGE_SELF, &usage);
  }
}

int main(int argc, char**) {
  rusage usage{};
  for (int i = 0; i < 2; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      burn(20'000);
      ::_exit(0);
    }
    siginfo_t info;
    if (i == 0) ::wait4(child, nullptr, 0, &usage);
    if (i == 1) ::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED);
    tell_usage("child", usage);
  }
  ::getrusage(RUSAGE_CHILDREN, &usage);
  tell_usage("children", usage);
  burn(30'000);
  tms ticks;
  const clock_t now = ::times(&ticks);
  tell("times %ld %ld %ld", static_cast<long>(now), static_cast<long>(ticks.tms_utime),
       static_cast<long>(ticks.tms_cutime));
  timespec clock;
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &clock);
  tell("processor %ld.%09ld", static_cast<long>(clock.tv_sec), clock.tv_nsec);
  struct sysinfo facts;
  ::sysinfo(&facts);
  tell("up %ld, load %lu, free %d", static_cast<long>(facts.uptime), facts.loads[0],
       facts.freeram < facts.totalram);
  if (argc > 1) ::fclose(::fopen("/proc/loadavg", "r"));
}
