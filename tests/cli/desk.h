// A user of the built procdemo: types a command, and sees what comes out of it.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/fd.h"
#include "cli/room.h"

namespace procdemo::cli::test {

inline const std::string programs = PROGRAMS "/";  ///< those of tests/programs/

/// The procdemo that is tested: what the environment names as PROCDEMO, else that of this build.
const std::string& procdemo_path();

/// The environment, standard input and outputs that procdemo gets. Whatever is not set here is the
/// same on every machine: English, 80 columns, no colours.
struct Desk {
  std::map<std::string, std::string> environment = {};
  std::string folder = ".";
  std::string output = {};                ///< a file instead of the pipe to the test: "/dev/full"
  bool output_closed = false;             ///< as in `procdemo list >&-`
  bool reader_gone = false;               ///< a pipe that nobody reads any more
  bool ptrace_denied = false;             ///< by a seccomp filter, as in a container
  bool seccomp_denied = false;            ///< so that no filter can be installed
  std::string program = procdemo_path();  ///< instead of the one that was built
};

/// A machine that does not allow ptrace.
inline const Desk denied = {.ptrace_denied = true};

struct Result {
  std::string out;
  std::string err;
  int status = 0;  ///< as a shell shows it: 128 + n after signal n
};

/// Runs `procdemo WORDS...` to its end.
Result procdemo(const std::vector<std::string>& words, const Desk& desk = {});

/// The same for any command.
Result run_command(const std::vector<std::string>& argv, const Desk& desk = {});

/// procdemo at a terminal: a pseudoterminal whose other side is the test.
class Terminal {
 public:
  Terminal(const std::vector<std::string>& words, int columns, const Desk& desk = {});
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  ~Terminal();  ///< kills what is still running

  pid_t pid() const { return pid_; }

  /// Reads until `text` was shown so many times, also by who lives on behind procdemo, as its
  /// janitor does. Returns all that was shown so far; fails the test where it does not come.
  std::string read_until(const std::string& text, int times = 1);

  /// The same until `there` says so of all that was shown.
  std::string read_until(const std::function<bool(const std::string& shown)>& there);

  void type(const std::string& keys) const;
  void resize(int columns, int rows) const;
  void send(int signal) const;

  /// Reads to the end. `out` is all that was shown.
  Result finish();

  /// Whether it echoes what is typed: one of a terminal's settings.
  bool echoes() const;

  /// Whether whoever reads from it waits: a property of its open file, which all share.
  bool blocks() const;

 private:
  bool read_some(std::chrono::milliseconds after_end);

  Fd screen_;
  Fd device_;  // the slave side stays open here, so that settings can be asked for after the end
  pid_t pid_ = -1;
  std::optional<int> status_;
  std::chrono::steady_clock::time_point ended_;
  std::string shown_;
};

/// A process's command, each word with a 0 behind it (/proc/PID/cmdline); empty once it has ended.
std::string command_of(pid_t pid);

/// Whether a text has that part somewhere.
inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// Lines of a text.
std::vector<std::string> lines_of(const std::string& text);

}  // namespace procdemo::cli::test
