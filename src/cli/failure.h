// The one place that catches: what went wrong becomes a sentence and an exit status.
#pragma once

#include <functional>

#include "cli/room.h"
#include "cli/user.h"

namespace procdemo::cli {

/// Runs `command` and returns its status. A Problem, a failure of the kernel or any other exception
/// ends it with one sentence on standard error (a broken pipe with none). It may find out who the
/// user is: that is asked afterwards. `watch` reports procdemo's own
/// failures as env(1) does: 125, since other statuses are the program's.
int status_of(const std::function<int()>& command, const User& user);

}  // namespace procdemo::cli
