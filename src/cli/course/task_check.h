// A student's program against the claims of its task: compiled, run in every order that there is
// time for, and told.
#pragma once

#include "cli/room.h"
#include "cli/user.h"
#include "course/task.h"
#include "show/narrator.h"

namespace procdemo::cli {

/// In the folder where the student is. Returns procdemo's exit status: 0 where the task is solved,
/// 1 where it is not, 3 where this machine can't say so. Throws Problem: the program does not
/// compile, or does not start.
int check_task(const Handout& handout, const Style& style, const User& user);

}  // namespace procdemo::cli
