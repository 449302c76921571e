// Limits of a run: before it, and where one of them has ended it.
#pragma once

#include <array>
#include <string_view>

#include "show/room.h"
#include "show/words/words.h"

namespace procdemo::show {

enum class Limiting {
  ended_processes,
  ended_forks,
  ended_seconds,
  ended_output,
  ended_memory,
  ended_file,
  ended_unseen,  // {0} how many processes it lost sight of
  ended_unanswered,
  ended_other,      // {0} the limit, {1} the bound
  are,              // {0} the limits, each as one of these
  shown_processes,  // {0} how many
  shown_forks,      // {0} how many
  shown_seconds,    // {0} how many
  shown_output,     // {0} bytes
  shown_memory,     // {0} bytes
  shown_file,       // {0} bytes
  between,          // between two of these
  not_held,         // {0} those that nobody holds the run to, each as one of these
  loose_processes,
  loose_forks,
  loose_seconds,
  loose_output,
  loose_memory,
  loose_file,

  end_of_list  // stays last
};

template <>
Entries<Limiting> english<Limiting>();
template <>
Entries<Limiting> chinese<Limiting>();

struct LimitWords {
  std::string_view name;  ///< of the limit (trace/limits.h)
  Limiting shown;         ///< before a run; {0} the value
  Limiting loose;         ///< before a run that nobody holds to it
  Limiting ended;         ///< it has ended the run; {0} the value
};

/// In the order of `limit_kinds`.
inline constexpr std::array<LimitWords, 6> limit_words = {{
    {"processes", Limiting::shown_processes, Limiting::loose_processes, Limiting::ended_processes},
    {"forks", Limiting::shown_forks, Limiting::loose_forks, Limiting::ended_forks},
    {"seconds", Limiting::shown_seconds, Limiting::loose_seconds, Limiting::ended_seconds},
    {"output", Limiting::shown_output, Limiting::loose_output, Limiting::ended_output},
    {"memory", Limiting::shown_memory, Limiting::loose_memory, Limiting::ended_memory},
    {"file", Limiting::shown_file, Limiting::loose_file, Limiting::ended_file},
}};

}  // namespace procdemo::show
