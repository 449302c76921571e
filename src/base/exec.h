// What leads to exec(2): the vectors that it takes, and how a parent learns that it failed.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/child.h"
#include "base/fd.h"
#include "base/room.h"

namespace procdemo::base {

/// As execve(2) takes them, with a null pointer at the end. They point into `texts`.
std::vector<char*> pointers(const std::vector<std::string>& texts);

/// Where a command without a slash is looked for, in this order: in the folders of $PATH, an empty
/// one being the working directory (execvp(3)).
std::vector<std::string> command_folders();

/// This process's descriptors that an exec leaves open.
std::vector<int> inherited_descriptors();

/// Made before a fork; the child, where it can't become the program, tells why. The exec closes the
/// pipe, so an empty one means that there was an exec.
class ExecFailure {
 public:
  /// In the child. Async-signal-safe.
  void tell(int error) const { tell(descriptor(), error); }

  /// The same for one that shares its parent's memory, where this may have changed meanwhile.
  int descriptor() const { return pipe_.write_end.get(); }
  static void tell(int descriptor, int error);

  /// In the parent, which never writes: one descriptor less.
  void only_listen() { pipe_.write_end.reset(); }

  /// In the parent, once, after the child has ended: errno of what failed in it, or nothing. Others
  /// may have the pipe open still.
  std::optional<int> error() const;

 private:
  Pipe pipe_ = Pipe::make();
};

/// How a command is started.
struct CommandStart {
  StopPolicy at_end = kill_at_once;    ///< with a group: it leads one of its own
  std::function<void()> prepare = {};  ///< what the child does first; async-signal-safe
};

/// Starts a command, which execvp(3) finds, with this standard input, and `output` for what it
/// prints and for its errors. Where it does not become the program its exit status is 127, and
/// `failure` says why.
Child start_command(const std::vector<std::string>& command, int input, int output,
                    const ExecFailure& failure, const CommandStart& how = {});

}  // namespace procdemo::base
