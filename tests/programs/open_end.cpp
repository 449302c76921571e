// A reader that has kept the pipe's writing end open itself: the end of the file never comes.
#include "tell.h"

int main() {
  Gate gate;
  const pid_t child = ::fork();
  if (child == 0) {
    while (gate.wait()) tell("one byte");
    tell("the end");
    ::_exit(0);
  }
  gate.open();
  gate.nobody_opens_it_here();
  tell("child: %s", end_of(child).c_str());
}
