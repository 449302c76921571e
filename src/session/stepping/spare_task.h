// What the worker that serves a reader has the other one do (twin.h): to take the way that the run
// has gone, as far as a step, and there to wait, or to serve the reader.
//
// It goes over a connection as a line of JSON:
//   {"number":1,"step":512,"told":HASH,"found":HASH,"path":"P P.1! P.2+ P","serve":true,
//    "interventions":[{"step":3,"do":"input","text":"a line\n"}],"asked":[0,4]}
// A "!" behind a name says that its reader has named that one, a "+" that it only went on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "session/room.h"
#include "session/stepping/interventions.h"
#include "session/stepping/taken.h"

namespace procdemo::session {

struct SpareTask {
  int number = 0;           ///< of this task; a later one takes its place
  int step = 0;             ///< so many steps are to be taken
  std::uint64_t told = 0;   ///< what was told when they had been taken the first time
  std::uint64_t found = 0;  ///< what the run found when it began
  bool serve = false;
  std::vector<Taken> path;  ///< also what was taken after that step
  std::vector<Intervention> interventions;
  std::vector<int> asked;  ///< after how many steps the reader was, where not at each
};

/// A line, with its newline.
std::string to_line(const SpareTask& task);

/// Throws std::invalid_argument for what the above has not written.
SpareTask spare_task_from(std::string_view line);

}  // namespace procdemo::session
