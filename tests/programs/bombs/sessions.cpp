// Each process leaves for a session of its own: no signal to a process group reaches all.
#include "../only_observed.h"

int main() {
  only_observed();
  while (true)
    if (::fork() == 0) ::setsid();
}
