// The names of processes and threads.
#pragma once

#include <string>
#include <string_view>

#include "trace/room.h"

namespace procdemo::trace {

/// A process by its ancestry: "P", its second child "P.2", that one's first child "P.2.1"; a thread
/// of it is "P.2/t2". Names don't depend on the order in which processes ran.
using Name = std::string;

/// "P.2" for both "P.2" and "P.2/t3".
std::string_view process_of(std::string_view name);

/// Who made it: "P.2" for "P.2.1".
std::string_view maker_of(std::string_view process);

/// How many forks lie between P and it: 0 for "P", 2 for "P.2.1".
int generation_of(std::string_view name);

/// The order in which they are told: a process before its threads, those before its children, each
/// subtree before the next one. P, P/t2, P.1, P.1.1, P.2, P.10.
bool name_before(std::string_view a, std::string_view b);

}  // namespace procdemo::trace
