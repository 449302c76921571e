// What the placeholders of the canonical form (canonical.h) stood for in one run: whoever is shown
// that run sees PIDs, and not placeholders.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "trace/room.h"
#include "trace/trace.h"

namespace procdemo::trace {

/// "[pid P.1]" -> "10001", "[orphan P.1]" -> "1", "[init]" -> "init".
using Meanings = std::map<std::string, std::string, std::less<>>;

/// The last line of a trace that knows them; and those that a trace knows so: none, where it does
/// not.
std::string to_line(const End& end, const Meanings& meanings);
Meanings meanings_in(std::string_view trace);

/// As it was before it became canonical, as far as they say.
Event restored(Event event, const Meanings& meanings);
End restored(End end, const Meanings& meanings);

}  // namespace procdemo::trace
