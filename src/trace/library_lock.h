// The locks that our library's probes tell of (multiprocess/probe.h): those of files are called
// "lock:/absolute/path", those in memory otherwise.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "trace/room.h"

namespace procdemo::trace {

/// The file whose lock a probe is about; empty where it is about something else.
inline std::string locked_file(const std::string& provider, const std::vector<std::string>& args) {
  constexpr std::string_view mark = "lock:";
  const bool known = provider == "multiprocess" && !args.empty() && args[0].starts_with(mark);
  return known ? args[0].substr(mark.size()) : "";
}

}  // namespace procdemo::trace
