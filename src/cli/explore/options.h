// What `procdemo explore` takes: its own options, beside those of the lesson or the program.
#pragma once

#include <cstdint>

#include "cli/describe/option.h"
#include "cli/room.h"
#include "lesson/lesson.h"

namespace procdemo::cli {

constexpr std::int64_t most_runs = 1'000'000'000;
constexpr double longest_search = 30 * 86'400;  // seconds

/// Before it is known what is explored.
Command exploration();

/// A lesson takes explore's options beside its own, in any order; `called` is its name as it was
/// typed.
Command exploration_of(const Lesson& lesson, const std::string& called);

}  // namespace procdemo::cli
