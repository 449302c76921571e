// Runs a program under observe() and asks what was seen; and runs it alone, to compare.
//
// The observer is a process of its own, in a process group of its own: a crash or a hang of it
// fails one test, one run cannot take another's tracee, and tests may kill it. Its events come back
// as JSON Lines through a pipe.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "base/fd.h"
#include "catch.h"
#include "engine/engine.h"

namespace procdemo::engine {

/// How a program is run.
struct How {
  Settings settings;
  std::string schedule;  ///< a policy; if empty, the kernel schedules
  std::string input;     ///< what it reads from standard input, a pipe; if empty, /dev/null
  int input_fd = -1;     ///< or a descriptor for it, borrowed
  int terminal_fd = -1;  ///< or one for its controlling terminal, of a session of its own; borrowed
  bool fixed_environment = false;  ///< as lessons have it
  bool fenced = false;  ///< inside RLIMIT_NPROC too, as another user where we are root: bombs
};

/// One process at a time, each in its turn.
How ordered();

/// What was seen of a run.
struct Seen {
  std::vector<Event> events;
  Outcome outcome;
  std::string trouble;  ///< what observe() threw, or how the observer died; empty if all went well

  /// All bytes of one output, in the order of the run.
  std::string output(int fd = 1) const;
};

/// Skips the test case where nothing can be observed here as these tests do it: tracing, on
/// terminals. A run asks by itself; where the first one stands within a check, that is too late.
void need_observing();

/// A run that is going on.
class Running {
 public:
  Running(const std::vector<std::string>& command, const How& how);
  Running(Running&&) = default;
  ~Running();

  /// The observer; also its process group.
  pid_t observer() const { return observer_; }

  /// Reads events until one fits. False when the run ended before.
  bool until(const std::function<bool(const Event&)>& fits);

  /// Reads to the end, waits for the observer, and hands over what was seen.
  Seen finish();

  /// PIDs that live of this run, asked of /proc: by their environment, group or tracer; a zombie
  /// does not live, the observer does not count.
  std::vector<pid_t> alive() const;

  /// Waits until nobody lives any more. False when somebody does not end.
  bool all_end() const;

  const std::vector<Event>& events() const { return seen_.events; }

 private:
  bool read_line(std::string& line);
  bool take(const std::string& line);

  std::string mark_;
  Fd lines_;
  std::string unread_;
  pid_t observer_ = -1;
  Seen seen_;
};

/// The path of one of tests/programs/.
std::string program(const std::string& name);

/// Runs to the end; fails the test when the observer did not work. A command without a slash is one
/// of tests/programs/, else found in PATH.
Seen observed(const std::vector<std::string>& command, const How& how = {});

/// Whether everybody who was told to have been made was seen to begin, and then to end: no wait was
/// for somebody who never ended.
bool all_born_ended(const Seen& seen);

/// A copy of one of tests/programs/ where every user can run it: How::fenced may change the user.
class FencedProgram {
 public:
  explicit FencedProgram(const std::string& name);
  FencedProgram(const FencedProgram&) = delete;
  FencedProgram& operator=(const FencedProgram&) = delete;
  ~FencedProgram();
  std::string path() const { return std::string(folder_) + "/program"; }

 private:
  char folder_[32] = "/tmp/procdemo-fenced-XXXXXX";
};

/// The same command without an observer.
struct Alone {
  std::string out, err;
  WaitStatus wait_status = WaitStatus::of_exit(0);
};
Alone alone(const std::vector<std::string>& command, const How& how = {});

/// "pid 4711" becomes "pid N".
std::string without_pids(const std::string& text);

/// The lines of a text, sorted: for processes whose order is not fixed.
std::vector<std::string> sorted_lines(const std::string& text);

/// Observes the command and checks that it told the same as alone, and ended the same way.
Seen same_as_alone(const std::vector<std::string>& command, const How& how = {});

/// All events of a kind, of one process or of all.
template <class Kind>
std::vector<Event> all(const std::vector<Event>& events, const Name& process = "") {
  std::vector<Event> found;
  for (const Event& event : events)
    if (event.as<Kind>() && (process.empty() || event.process == process)) found.push_back(event);
  return found;
}
template <class Kind>
std::vector<Event> all(const Seen& seen, const Name& process = "") {
  return all<Kind>(seen.events, process);
}

/// What notes there are.
std::set<std::string> notes_of(const Seen& seen);

/// The one event of a kind; fails the test when there is none, or another.
template <class Kind>
Event one(const Seen& seen, const Name& process = "") {
  const std::vector<Event> found = all<Kind>(seen, process);
  INFO(Kind::kind << " of " << process);
  REQUIRE(found.size() == 1);
  return found[0];
}

/// Whether a process has said "ready", in a line of its own.
bool ready(const Event& event);

/// The texts of a process's lines; of all processes when it has no name.
std::vector<std::string> lines_of(const Seen& seen, const Name& process = "", int fd = 1);

}  // namespace procdemo::engine
