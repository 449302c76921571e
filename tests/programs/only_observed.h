// A lock on programs that would do harm alone: they run only under procdemo's observer.
#pragma once

#include "tell.h"

/// Ends the program unless it is traced, and not by strace or gdb, which would let it do its harm.
inline void only_observed() {
  const pid_t pid = tracer();
  const std::string path = "/proc/" + std::to_string(pid) + "/comm";
  char name[64] = "";
  FILE* file = pid > 0 ? std::fopen(path.c_str(), "re") : nullptr;
  if (file && std::fgets(name, sizeof name, file) && std::strstr(name, "strace") == nullptr &&
      std::strstr(name, "gdb") == nullptr) {
    std::fclose(file);
    return;
  }
  std::fputs("This program would harm the machine: it runs only under procdemo.\n", stderr);
  std::_Exit(98);
}
