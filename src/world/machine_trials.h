// The trials behind machine.h: each does what a run would do, in a process of its own.
#pragma once

#include <string>
#include <vector>

#include "world/room.h"

namespace procdemo::world {

/// Whether it worked, and what is to be told of it.
struct Answer {
  bool ok = false;
  std::string detail;
};

Answer try_tracing();
Answer try_seccomp_filter();
Answer try_page_state();
Answer try_fixed_addresses();
Answer try_terminals();
Answer try_processors();
Answer try_round_robin();
Answer try_calls_of_32_bits();
Answer try_user_namespaces();
Answer try_compiler(const std::vector<std::string>& command);

}  // namespace procdemo::world
