// A fork bomb: each process makes another, for ever, and so does that one. 1, 2, 4, 8 ...
//
// DO NOT RUN THIS BY HAND. `procdemo fork-bomb` runs it behind a limit and a guard of the kernel.

#include <unistd.h>

int main() {
  while (true) ::fork();
}
