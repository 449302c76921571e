// A worker's requests (session/worker.h), carried out as if their words had been typed.
#pragma once

#include <functional>

#include "cli/room.h"
#include "cli/user.h"
#include "session/worker.h"

namespace procdemo::cli {

/// Returns procdemo's exit status; what went wrong is printed, as everywhere.
int carry_out(const WorkerRequest& request, Assignment& assignment);

/// The same where `run` does what the words mean, for a user who typed them.
int carry_out(const WorkerRequest& request, Assignment& assignment,
              const std::function<int(const User& user)>& run);

}  // namespace procdemo::cli
