// What is read of requests, and written of answers, where a run or a recorded one is served.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "session/room.h"
#include "session/stepping/protocol.h"
#include "trace/run_status.h"

namespace procdemo::session {

/// As reader_request_from. Throws Problem (request_malformed, request_field).
ReaderRequest expect_request(std::string_view line);

/// "P, P.1"
std::string names_of(const std::vector<Name>& names);

/// Whether this event is what was to be waited for. That a process acts, or comes to a line, is
/// none by itself.
bool is_reached(const request::Continue& until, const Event& event);

/// Who comes to a line of the source, step by step.
class Arrivals {
 public:
  /// Those who are there already do not come.
  Arrivals(int line, const RunStatus& now) : line_(line), there_(at(now)) {}

  /// Whether somebody has come by the step that `taker` has taken; that may be `taker`, who has
  /// left, and is back before another call.
  bool any(const RunStatus& now, const Name& taker);

 private:
  std::set<Name> at(const RunStatus& status) const;

  int line_;
  std::set<Name> there_;
};

/// Whether it is that process, or a thread of it.
bool is_of(const Name& name, const Name& process);

/// Of these files, a few by name.
message::Discarded discarded(std::vector<std::string> files);

}  // namespace procdemo::session
