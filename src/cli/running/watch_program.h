// One run of any program: observed, narrated, recorded, and checked against a teacher's claims.
#pragma once

#include "cli/describe/given.h"
#include "cli/room.h"
#include "cli/user.h"

namespace procdemo::cli {

/// Returns procdemo's exit status. `given` are the words behind `procdemo watch`. Where this
/// machine does not allow ptrace, only a program with claims runs, unobserved. Throws Problem.
int watch_program(const Given& given, const User& user);

}  // namespace procdemo::cli
