// Runs a program and all that it makes under ptrace(2), holds every process at its system calls,
// and tells what happened as events.
//
// One thread does it all: ptrace belongs to the thread that attached. Whoever needs to do something
// slow with an event does it elsewhere (base/output.h writes through a bounded buffer).
#pragma once

#include <string>
#include <system_error>
#include <vector>

#include "run/settings.h"
#include "schedule/schedule.h"

namespace procdemo {

/// Thrown by observe() when the kernel does not let us trace; `why` is for main to word.
class PtraceDenied : public std::system_error {
 public:
  using std::system_error::system_error;
};

/// Runs `program` to the end of its last process, or of the run. When it returns or throws, none of
/// the run's processes is alive. Throws Problem where the program can't be executed, PtraceDenied
/// where it can't be traced (nothing of it has run then), std::system_error otherwise.
Outcome observe(const Program& program, const Settings& settings, Schedule& schedule, Sink& sink);

/// The environment that the program gets: procdemo's own, or the fixed one.
std::vector<std::string> environment_of(const Program& program);

/// The file that `command` names, found as a shell finds it (with a slash: as it is; else in PATH).
/// Throws Problem: not found (127), a folder or not executable (126).
std::string find_command(const std::string& command);

}  // namespace procdemo
