// What is told around a run: before it, what to look at; after it, what it showed.
#pragma once

#include <optional>
#include <string>

#include "show/narrator.h"

namespace procdemo {

/// Title, what to look at, the source that matters, guards and limits. Under `watch`, which has no
/// lesson, one line.
std::string before_run(const Run& run, const Style& style);

/// How it ended, each claim with its evidence, the limit that ended the run, and what to try next.
std::string after_run(const Run& run, const End& end, const std::optional<event::Limit>& limit,
                      const Style& style);

}  // namespace procdemo
