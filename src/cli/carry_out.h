// A worker's requests (session/worker.h), carried out as if their words had been typed.
#pragma once

#include "session/worker.h"

namespace procdemo {

/// Returns procdemo's exit status; what went wrong is printed, as everywhere.
int carry_out(const WorkerRequest& request, Assignment& assignment);

}  // namespace procdemo
