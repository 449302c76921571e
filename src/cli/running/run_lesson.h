// One run of a lesson: observed, narrated, recorded, and its claims checked.
#pragma once

#include <filesystem>

#include "cli/describe/given.h"
#include "cli/room.h"
#include "cli/user.h"
#include "lesson/lesson.h"
#include "lesson/program.h"

namespace procdemo::cli {

/// Where a lesson's program in C++ comes from: built_program or compiled_program.
using InCpp = std::filesystem::path (*)(const Lesson& lesson);

/// What the words ask to be run: that program, or the one in Python. Throws Problem.
Executable wanted_program(const Lesson& lesson, const Given& given, InCpp in_cpp);

/// Returns procdemo's exit status. Where this machine does not allow ptrace, the program runs
/// unobserved, that is said, and the claims are skipped; a lesson that needs a guard is refused
/// instead. Throws Problem.
int run_lesson(const Lesson& lesson, const Executable& program, const Given& given,
               const User& user);

}  // namespace procdemo::cli
