// An instruction at another place: so a trap can stand in its place for good, and nothing needs
// stepping over where several threads run. (The kernel does the same for uprobes: out of line.)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tracee/room.h"

namespace procdemo::tracee {

/// Code for the address `to` that does what the first instruction of `code` does at `from`, and
/// goes on behind that one. Nothing for an instruction that would do something else there (a jump,
/// a call, a look at what lies beside it), or that is not known here.
std::optional<std::string> detour(std::string_view code, std::uint64_t from, std::uint64_t to);

}  // namespace procdemo::tracee
