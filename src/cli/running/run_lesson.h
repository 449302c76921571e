// One run of a lesson: observed, narrated, recorded, and its claims checked.
#pragma once

#include <filesystem>

#include "cli/describe/given.h"
#include "cli/room.h"
#include "cli/user.h"
#include "lesson/lesson.h"

namespace procdemo::cli {

/// Returns procdemo's exit status. Where this machine does not allow ptrace, the program runs
/// unobserved, that is said, and the claims are skipped; a lesson that needs a guard is refused
/// instead. Throws Problem.
int run_lesson(const Lesson& lesson, const std::filesystem::path& program, const Given& given,
               const User& user);

}  // namespace procdemo::cli
