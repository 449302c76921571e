// The trials behind machine.h: each does what a run would do, in a process of its own.
#pragma once

#include <string>
#include <vector>

#include "world/room.h"

namespace procdemo::world {

/// Whether it worked, and what is to be told of it.
struct TrialAnswer {
  bool ok = false;
  std::string detail;
};

TrialAnswer try_tracing();
TrialAnswer try_seccomp_filter();
TrialAnswer try_page_state();
TrialAnswer try_fixed_addresses();
TrialAnswer try_terminals();
TrialAnswer try_processors();
TrialAnswer try_round_robin();
TrialAnswer try_calls_of_32_bits();
TrialAnswer try_user_namespaces();
TrialAnswer try_compiler(const std::vector<std::string>& command);

}  // namespace procdemo::world
