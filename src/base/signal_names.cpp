#include "base/signal_names.h"

#include <csignal>
#include <cstring>

namespace procdemo::base {

std::string signal_name(int number) {
  if (number == SIGRTMIN) return "SIGRTMIN";
  if (number > SIGRTMIN && number <= SIGRTMAX) {
    return "SIGRTMIN+" + std::to_string(number - SIGRTMIN);
  }
  // sigabbrev_np(3), glibc 2.32: "KILL"; null for a number without a name.
  if (const char* name = ::sigabbrev_np(number)) return std::string("SIG") + name;
  return "signal " + std::to_string(number);
}

std::optional<int> signal_number(std::string_view name) {
  for (int number = 1; number <= SIGRTMAX; ++number) {
    if (signal_name(number) == name) return number;
  }
  return std::nullopt;
}

}  // namespace procdemo::base
