// Two tasks, each with 100 ms of work for a processor. First they have to share one, then each has
// one of its own.
//
// On one processor they are concurrent: both are under way, but at any moment only one of them
// runs. On two they are parallel: both run at the same moment.

#include <fcntl.h>
#include <sched.h>
#include <sys/sdt.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <vector>

#include "timeline.h"  // clocks, and memory shared with the parent: when the tasks ran

pid_t checked(const char* call, int result) {
  if (result != -1) return result;
  std::perror(call);
  std::exit(1);
}

std::vector<int> allowed_processors() {
  cpu_set_t allowed;
  checked("sched_getaffinity", ::sched_getaffinity(0, sizeof allowed, &allowed));
  std::vector<int> processors;
  for (int i = 0; i < CPU_SETSIZE; ++i) {
    if (CPU_ISSET(i, &allowed)) processors.push_back(i);
  }
  return processors;
}

void stay_on(int processor) {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(processor, &one);
  checked("sched_setaffinity", ::sched_setaffinity(0, sizeof one, &one));
}

// Reads the clock without a pause: a gap between two readings was somebody else's.
void work(Task& task) {
  const long before = read_clock(CLOCK_PROCESS_CPUTIME_ID);
  long begin = read_clock(CLOCK_MONOTONIC), last = begin;
  while (task.ran < 100'000) {
    const long now = read_clock(CLOCK_MONOTONIC);
    if (now - last > shortest_gap) {
      task.add({begin, last});
      begin = now;
    }
    last = now;
    task.ran = read_clock(CLOCK_PROCESS_CPUTIME_ID) - before;
  }
  task.add({begin, last});
}

pid_t start(const char* part, const char* name, Task& task, int processor, const int (&gate)[2]) {
  const pid_t child = checked("fork", ::fork());
  if (child > 0) return child;

  stay_on(processor);
  ::close(gate[1]);
  char nothing;
  if (::read(gate[0], &nothing, 1) != 0) ::_exit(1);  // returns when the gate is open
  DTRACE_PROBE3(concurrency, task_begin, part, name, ::sched_getcpu());
  work(task);
  DTRACE_PROBE2(concurrency, task_end, part, name);
  ::_exit(0);
}

// Returns for how long both ran at the same moment.
long run(const char* part, int processor_of_a, int processor_of_b) {
  Timeline& timeline = share_timeline();
  int gate[2];
  checked("pipe2", ::pipe2(gate, O_CLOEXEC));
  start(part, "A", timeline.a, processor_of_a, gate);
  start(part, "B", timeline.b, processor_of_b, gate);
  ::close(gate[0]);
  ::close(gate[1]);  // no writer is left: their reads return
  while (::wait(nullptr) > 0) {
  }
  if (timeline.a.used == 0 || timeline.b.used == 0) std::exit(1);  // somebody has killed one

  const long wall = timeline.end() - timeline.begin(), both = timeline.both_at_once();
  static const long step = wall / 14 + 1;  // of the first run: the second is drawn to its scale
  const auto [row_of_a, row_of_b] = timeline.chart(step);
  std::printf("A %s\nB %s\n", row_of_a.c_str(), row_of_b.c_str());
  std::printf("both: %.1f ms\n", static_cast<double>(both) / 1000);
  std::printf("in all: %ld ms\n", wall / 1000);
  DTRACE_PROBE4(concurrency, part, part, wall, timeline.a.ran + timeline.b.ran, both);
  return both;
}

int main() {
  const std::vector<int> processors = allowed_processors();

  std::puts("one processor");
  run("one", processors[0], processors[0]);

  if (processors.size() < 2) {
    std::puts("two processors: there is only one");
    return 0;
  }
  for (int tries = 0; tries < 10; ++tries) {  // on a very busy machine they may never meet
    std::puts("two processors");
    if (run("two", processors[0], processors[1]) > 0) break;
  }
}
