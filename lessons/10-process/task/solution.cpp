// A Process is told what to do, and with what; start() makes it.

#include <cstdio>
#include <string>
#include <vector>

#include "multiprocess/process.h"

using multiprocess::Process;

void greet(const std::string& guest) {
  std::printf("hello %s\n", guest.c_str());
}

int main() {
  std::vector<Process> all;
  for (const char* guest : {"ana", "ben", "eva"}) {
    all.emplace_back(greet, guest);
    all.back().start();
  }
  for (Process& process : all) process.join();
}
