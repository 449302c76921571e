// Signals as their users call them (signal(7)).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/room.h"

namespace procdemo::base {

/// "SIGKILL" for 9, "SIGRTMIN+3" for the real-time signals as programs see them, "signal 77" for
/// what is none. glibc keeps 32 and 33 for itself: they are "signal 32" and "signal 33".
std::string signal_name(int number);

/// The other way round; nothing for a name that signal_name does not give.
std::optional<int> signal_number(std::string_view name);

}  // namespace procdemo::base
