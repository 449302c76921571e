// A Process runs a function in a child. fork() and wait() are in it, and do what they always do.
//
//   alternate  Parent and child both print, once a second.
//   no-loop    The parent has nothing more to do, and yet it does not end before its child.
//   terminate  The parent ends the child before it is done.

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "multiprocess/process.h"

using multiprocess::Process;

// What the child does. Its arguments are copies: the child has its own.
void test(const std::string& who, int age, int rounds) {
  std::printf("child: %s, %d, pid %d\n", who.c_str(), age, ::getpid());
  for (int i = 0; i < rounds; ++i) {
    std::puts("---test---");
    ::sleep(1);
  }
}

void tell(const Process& process) {
  const char* state = process.is_alive() ? "alive" : "not alive";
  std::printf("parent: %s is %s, pid %d\n", process.name().c_str(), state, process.pid());
}

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 5;
  const std::string variant = argc > 2 ? argv[2] : "alternate";

  Process child(test, "dongGe", 18, rounds);
  child.set_name("test");
  tell(child);

  // fork(): test() runs in the child, and what follows in the parent alone.
  child.start();
  tell(child);

  if (variant == "alternate") {
    for (int i = 0; i < rounds; ++i) {
      std::puts("---main---");
      ::sleep(1);
    }
  }
  if (variant == "terminate") {
    ::sleep(2);
    child.terminate();  // kill(child.pid(), SIGTERM)
    child.join();       // waitpid(child.pid())
    tell(child);
    std::printf("parent: exit code %d\n", child.exitcode().value());
  }

  std::puts("---end of main---");
}  // whoever started a child waits for it here
