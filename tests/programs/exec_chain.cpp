// A chain of execs: the program changes, the process does not.
//
// exec_chain [links]
#include "tell.h"

int main(int argc, char** argv) {
  const int links = argc > 1 ? std::atoi(argv[1]) : 3;
  const pid_t first = argc > 2 ? std::atoi(argv[2]) : ::getpid();
  tell("%d to go, still the same process: %s", links, first == ::getpid() ? "yes" : "no");
  if (links > 0) {
    const std::string left = std::to_string(links - 1), pid = std::to_string(first);
    ::execl("/proc/self/exe", "exec_chain", left.c_str(), pid.c_str(), nullptr);
  }
  ::execl("/no/such/program", "program", nullptr);
  tell("exec of nothing: %s", answer(-1).c_str());
  ::execl("/bin/echo", "echo", "the last link", nullptr);
}
