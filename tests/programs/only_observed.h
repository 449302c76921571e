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

/// Goes on in a session of its own. Who leads a group may have none (setsid(2)): a child of it goes
/// on then, which it waits for.
inline bool in_new_session() {
  if (::setsid() >= 0) return true;
  const pid_t child = ::fork();
  if (child == 0) return ::setsid() >= 0;
  ::waitpid(child, nullptr, 0);
  ::_exit(0);
}
