// Three guests. Who greets them?

#include <cstdio>
#include <string>

#include "multiprocess/process.h"

using multiprocess::Process;

void greet(const std::string& guest) {
  std::printf("hello %s\n", guest.c_str());
}

int main() {
  for (const char* guest : {"ana", "ben", "eva"}) {
    // Your part: a process for each.
    greet(guest);
  }
}
