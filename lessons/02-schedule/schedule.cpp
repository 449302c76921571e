// One processor, and three processes that all want it. The kernel cuts its time into slices and
// gives them to one after the other.
//
// A process does not notice that it stands still, but its clock goes on. Where two readings, one
// right after the other, lie far apart, somebody else was running.

#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <string_view>

#include "timeline.h"  // clocks, and memory that the three share, for who ran when

// Takes all that it gets of the processor, until one of the three has had `enough`.
void compete(Timeline& timeline, int me, long enough) {
  const long before = processor_time();
  long begin = clock_now(), last = begin, ran = 0;
  timeline.turn = me;
  while (!timeline.over) {
    const long now = clock_now();
    if (now - last < 20) {
      ran += now - last;
    } else if (timeline.turn.exchange(me) != me) {  // another ran
      timeline.add({me, begin, last, ran});
      begin = now, ran = 0;
    }
    last = now;
    if (processor_time() - before > enough) timeline.over = true;
  }
  timeline.add({me, begin, last, ran});
}

void run_part(Timeline& timeline, int me, const char* part, long enough) {
  timeline.over = false;
  timeline.used = 0;
  timeline.meet();

  const Account before = read_schedstat();
  compete(timeline, me, enough);
  const Account after = read_schedstat();
  timeline.meet();

  if (me == 0) draw(timeline);
  timeline.meet();
  tell(timeline, me, part, {after.ran - before.ran, after.slices - before.slices + 1});
}

// Real time: no ordinary process comes before these, and among them each has a slice in turn. It is
// dangerous, too: one that never stops takes the processor away from everybody else.
bool ask_for_round_robin() {
  const rlimit a_second = {1'000'000, 1'000'000};
  ::setrlimit(RLIMIT_RTTIME, &a_second);  // whoever runs longer without a pause is killed
  const sched_param lowest = {.sched_priority = 1};
  return ::sched_setscheduler(0, SCHED_RR, &lowest) == 0;
}

// Returns which worker this process is: 0 the parent, which works like the others.
int fork_workers() {
  const pid_t parent = ::getpid();
  for (int i = 1; i < workers; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // nobody is to wait for a parent that is gone
      if (::getppid() != parent) ::_exit(1);
      return i;
    }
    if (child == -1) {
      std::perror("fork");
      ::_exit(1);
    }
  }
  return 0;
}

int main(int argc, char** argv) {
  const bool no_rr = argc > 1 && std::string_view(argv[1]) == "true";
  Timeline& timeline = share_timeline();
  const sched_param none = {};
  ::sched_setscheduler(0, SCHED_OTHER, &none);  // whatever it was started under

  cpu_set_t allowed, one;
  ::sched_getaffinity(0, sizeof allowed, &allowed);
  CPU_ZERO(&one);
  CPU_SET(::sched_getcpu(), &one);
  ::sched_setaffinity(0, sizeof one, &one);

  const int me = fork_workers();

  // Others need a processor, too: with only one there is no real time.
  const bool rr = !no_rr && CPU_COUNT(&allowed) > 1 && ask_for_round_robin();
  if (me == 0) std::printf("round-robin: %s\n", rr ? "SCHED_RR" : "the default scheduler");
  run_part(timeline, me, "round-robin", rr ? 250'000 : 30'000);

  ::sched_setscheduler(0, SCHED_OTHER, &none);
  [[maybe_unused]] const int nice = ::nice(5 * me);
  if (me == 0) std::puts("nice: 0, 5, 10");
  run_part(timeline, me, "nice", 60'000);

  while (me == 0 && ::wait(nullptr) > 0) {
  }
}
