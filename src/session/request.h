// How a run is to go on: what was asked for of it, but for how it is told.
#pragma once

#include <optional>
#include <string>

#include "schedule/order.h"
#include "session/assignment.h"
#include "session/room.h"
#include "trace/limits.h"

namespace procdemo::session {

struct Request {
  std::string schedule = "live";          ///< the policy, or the token, as it was asked for
  std::optional<Order> order;             ///< nothing: the kernel schedules, or an exploration does
  double speed = 1;                       ///< of a live run
  bool terminal = true;                   ///< the program's outputs are terminals; else pipes
  bool stable = false;                    ///< told in the canonical form
  bool lines = false;                     ///< events say where in the source they were
  bool findings = true;                   ///< what is wrong with the program is told, too
  std::optional<std::string> input = {};  ///< of a run that goes step by step, a file that its
                                          ///< program reads, or empty; nothing: procdemo's own
  Limits limits;
  std::string guard;                 ///< the kernel guard asked for, or empty: the best
  Assignment* assignment = nullptr;  ///< where this is one run of many

  bool explored() const { return assignment && assignment->plan; }
  bool live() const { return !order && !explored(); }
};

}  // namespace procdemo::session
