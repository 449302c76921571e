// Which words tell of a limit (trace/limits.h).
#pragma once

#include <array>
#include <string_view>

#include "show/words/words.h"

namespace procdemo {

struct LimitWords {
  std::string_view name;  ///< of the limit
  Say shown;              ///< before a run; {0} the value
  Say loose;              ///< before a run that nobody holds to it
  Say ended;              ///< it has ended the run; {0} the value
};

/// In the order of `limit_kinds`.
inline constexpr std::array<LimitWords, 6> limit_words = {{
    {"processes", Say::limited_processes, Say::loose_processes, Say::limit_processes},
    {"forks", Say::limited_forks, Say::loose_forks, Say::limit_forks},
    {"seconds", Say::limited_seconds, Say::loose_seconds, Say::limit_seconds},
    {"output", Say::limited_output, Say::loose_output, Say::limit_output},
    {"memory", Say::limited_memory, Say::loose_memory, Say::limit_memory},
    {"file", Say::limited_file, Say::loose_file, Say::limit_file},
}};

}  // namespace procdemo
