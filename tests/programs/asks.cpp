// Asks one thing again and again, until an alarm rings, or its parent has ended, or its child has a
// lock, which it has for a second.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/times.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <ctime>
#include <string>

static volatile std::sig_atomic_t rang = 0;

static void ring(int) {
  rang = 1;
}

static void ask(const std::string& what) {
  timeval now;
  rusage usage;
  tms times_used;
  if (what == "time") ::time(nullptr);
  if (what == "gettimeofday") ::gettimeofday(&now, nullptr);
  if (what == "clock") std::clock();
  if (what == "times") ::times(&times_used);
  if (what == "getrusage") ::getrusage(RUSAGE_SELF, &usage);
  if (what == "getppid") ::getppid();
  if (what == "kill") ::kill(::getpid(), 0);
  if (what == "print") std::printf("tick\n");
}

static int wait_for_orphanage(unsigned seconds) {
  const pid_t parent = ::getpid();
  if (::fork() > 0) {
    ::sleep(seconds);
    return 0;
  }
  while (::getppid() == parent) continue;
  ::write(1, "orphan\n", 7);
  return 0;
}

static int wait_for_lock() {
  const int file = ::memfd_create("lock", 0);
  struct flock lock{};
  lock.l_type = F_WRLCK;
  if (::fork() == 0) {
    ::sleep(1);
    ::fcntl(file, F_SETLK, &lock);
    ::sleep(1);
    return 0;
  }
  for (lock.l_type = F_UNLCK; lock.l_type == F_UNLCK;) {
    lock.l_type = F_WRLCK;
    ::fcntl(file, F_GETLK, &lock);
  }
  ::write(1, "locked\n", 7);
  return 0;
}

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "time";
  if (what == "parent") return wait_for_orphanage(0);
  if (what == "sleeping-parent") return wait_for_orphanage(1);
  if (what == "lock") return wait_for_lock();
  std::signal(SIGALRM, ring);
  ::alarm(1);
  while (!rang) ask(what);
  std::fflush(stdout);
  ::write(1, "rang\n", 5);
}
