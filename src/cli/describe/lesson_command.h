// A lesson as a command: its options, and the values that its program gets.
#pragma once

#include "cli/describe/command.h"
#include "cli/room.h"
#include "cli/user.h"
#include "lesson/lesson.h"

namespace procdemo::cli {

/// `called` is how the user calls it: "procdemo fork", "procdemo run DIR".
Command lesson_command(const Lesson& lesson, const std::string& called);

/// --in, for commands that take it beside their own options.
Option program_option();

/// Throws Problem where the words ask for a program in a language, and the lesson has one alone.
void expect_program(const Lesson& lesson, const Words& words);

/// What a run of a lesson takes beside its own options.
OptionGroup lesson_run_options(const Limits& usual, bool guarded);

/// The values for the program, checked, defaults filled in. Throws Problem.
OptionValues lesson_values(const Lesson& lesson, const Given& given);

}  // namespace procdemo::cli
