// One run of many: what it is to do, and what becomes of it. Whoever has many made (workers.h)
// gives each of its runs one.
#pragma once

#include <optional>
#include <string>

#include "schedule/step_log.h"
#include "session/kept_trace.h"
#include "session/room.h"

namespace procdemo::world {
class Fence;
}  // namespace procdemo::world

namespace procdemo::session {

struct Assignment {
  std::optional<Plan> plan = {};  ///< of an exploration: which choices to make
  Keep keep = Keep::all;          ///< of its trace
  bool explores = false;  ///< an exploration is told what is wrong, beside other runs (Finder::For)
  Fence* fence = nullptr;  ///< what the run lives in (world/world.h), or null
  bool alone = false;      ///< one of one: it finds itself a world, as any run does

  // What the run has told, when it is over.
  std::string trace = {};  ///< JSON Lines (kept_trace.h); empty where nothing was observed
  std::optional<StepLog> steps = {};  ///< of a run that followed a plan
};

}  // namespace procdemo::session
