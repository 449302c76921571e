// Which processors may it use? It asks sched_getaffinity(2), and looks at what the kernel shows.
#include <fstream>

#include "tell.h"

int main() {
  cpu_set_t set;
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  tell("may use %d", CPU_COUNT(&set));
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("Cpus_allowed_list:")) tell("is on %s", line.substr(19).c_str());
}
