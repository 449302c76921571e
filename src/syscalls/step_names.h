// By what schedules and tokens know a call: by what it does.
//
// One thing has several calls, and which of them is made a C library decides, or a compiler: the
// next version of theirs makes another. So a program takes the same steps on every machine.
#pragma once

#include <string_view>
#include <vector>

#include "syscalls/room.h"

namespace procdemo::syscalls {

struct StepFamily {
  std::string_view step;
  std::vector<std::string_view> calls;
};

/// Calls that do the same. One that has no other for what it does stands in none.
const std::vector<StepFamily>& step_families();

/// "wait" for wait4(2) and waitid(2) alike; its own name for a call that is in no family. Both are
/// literals.
std::string_view step_name_of(std::string_view call);

}  // namespace procdemo::syscalls
