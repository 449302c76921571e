// What a worker is asked to do, and what it answers.
//
// They go over a connection as lines of JSON. A request:
//   {"do":"run","words":[...],"folder":PATH,"before":COMMAND,"plan":TEXT,"keep":WORD,"fresh":true,
//    "explores":true}
// The answer: the lines that were to be kept of the run's trace (kept_trace.h), if there was one,
// then
//   {"type":"steps","text":TEXT}     of a run that followed a plan (schedule/step_log.h)
//   {"type":"done","status":N,"printed":TEXT}, with "ends":true where the worker ends now
// Before its first answer a worker tells where its runs live:
//   {"type":"world","own":true}      (world/inside), or with "why":TEXT, false
// Text that is not UTF-8 stands in base64, as in a trace: "words_bytes", "printed_bytes".
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "schedule/step_log.h"
#include "session/kept_trace.h"
#include "session/room.h"

namespace procdemo::session {

/// One command of a job.
struct WorkerRequest {
  std::vector<std::string> words;  ///< without procdemo's own name
  std::string folder;              ///< to be its working and temporary directory
  std::string before;              ///< a command that sh runs there first, or empty
  std::optional<Plan> plan;        ///< of an exploration
  Keep keep = Keep::all;           ///< of the trace
  bool fresh = false;              ///< the first of its job: what others have left is gone
  bool explores = false;           ///< as Assignment has it

  bool operator==(const WorkerRequest&) const = default;
};

struct WorkerAnswer {
  int status = 0;       ///< procdemo's exit status
  std::string printed;  ///< on either output, in the order in which it came
  std::string trace;    ///< JSON Lines; empty where nothing was observed
  std::optional<StepLog> steps;
  bool ends = false;  ///< the worker takes no further request: it ends

  bool operator==(const WorkerAnswer&) const = default;
};

/// Where the runs of a worker live.
struct WorkerWorld {
  bool own = false;
  std::string why = {};  ///< not: the kernel's words

  bool operator==(const WorkerWorld&) const = default;
};

/// A line, with its newline.
std::string to_line(const WorkerRequest& request);
std::string to_line(const WorkerWorld& world);

/// Some lines.
std::string to_lines(const WorkerAnswer& answer);

/// All throw std::invalid_argument for what the above has not written.
WorkerRequest request_from(std::string_view line);
WorkerWorld world_from(std::string_view line);
WorkerAnswer answer_from(std::string lines);

/// Whether the last of these lines ends an answer.
bool is_whole_answer(std::string_view lines);

}  // namespace procdemo::session
