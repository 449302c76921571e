// What a reader types, or a file says, where a process or a thread is to be named.
#pragma once

#include <string_view>

#include "trace/room.h"

namespace procdemo::trace {

/// Whether it has the form of such a name (trace/name.h): "P", "P.1", "P.2/t3".
bool is_task_name(std::string_view text);

}  // namespace procdemo::trace
