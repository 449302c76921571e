// Which processors may it use? It asks sched_getaffinity(2), and looks at what the kernel shows.
// With "choose" it, or whom it makes, may use the first of them alone.
#include <fstream>

#include "tell.h"

static void choose(const cpu_set_t& all) {
  cpu_set_t one;
  CPU_ZERO(&one);
  int first = 0;
  while (!CPU_ISSET(first, &all)) ++first;
  CPU_SET(first, &one);
  ::sched_setaffinity(0, sizeof one, &one);
}

int main(int argc, char**) {
  cpu_set_t set;
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  if (argc > 1) {
    choose(set);
    if (::fork() > 0) return 0;
    ::sched_getaffinity(0, sizeof set, &set);
  }
  tell("may use %d", CPU_COUNT(&set));
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("Cpus_allowed_list:")) tell("is on %s", line.substr(19).c_str());
}
