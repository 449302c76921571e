// What the program writes to: its standard output and its standard error.
//
// The program is to believe that it writes to a terminal, whatever procdemo's own output is,
// because programs behave differently otherwise: stdio buffers whole blocks, and fork copies the
// buffer. So each of the two is a pseudo-terminal's slave (pty(7)); with --no-tty a pipe. Nothing
// ever flows through them: the observer answers each write at its stop and takes the bytes from
// memory.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string_view>
#include <vector>

#include "base/fd.h"
#include "base/procfs.h"
#include "run/room.h"
#include "run/terminal/terminals.h"
#include "world/terminal/keyboard.h"

namespace procdemo::run {

class Outputs {
 public:
  struct Wishes {
    bool terminals = true;  ///< else pipes
    /// This process leads a session, which has no terminal: that of the standard output is its
    /// controlling terminal as long as this lives (credentials(7)).
    bool control = false;
    /// What the terminals are like at first; else 80x24.
    std::optional<TerminalState> like = {};
  };

  /// Throws std::system_error when there is no pseudo-terminal or descriptor to be had.
  Outputs(const Wishes& wishes, const Family& family, const std::vector<int>& inherited);
  Outputs(const Outputs&) = delete;
  Outputs& operator=(const Outputs&) = delete;
  ~Outputs();

  /// The foreground of the controlling terminal is this process group, if there is one.
  void put_in_foreground(pid_t group) const;

  /// What becomes the program's descriptor 1 or 2.
  int program_end(int fd) const { return fd == 1 ? out_.write_end.get() : err_.write_end.get(); }

  /// Which output a task's descriptor leads to, by device and inode: 1, 2, or nothing. A terminal
  /// that is not the run's own counts as 1: the user's, which a program reaches through descriptor
  /// 0 or /dev/tty, and anybody else's.
  std::optional<int> output_of(pid_t tid, int fd) const;

  /// Whether a task's descriptor leads to one of these terminals, also by the name /dev/tty: 1, 2,
  /// or nothing.
  std::optional<int> own_terminal(pid_t tid, int fd) const;

  /// Whether they are terminals of which the first is the controlling one of the run.
  bool control() const { return controls_; }

  /// The terminals are of this size now; the kernel tells those in the foreground (SIGWINCH).
  void resize(const winsize& size) const;

  /// Types into one of them. What does not fit is not typed: 4,095 bytes that nobody reads.
  void type(int output, std::string_view keys) const;

  /// A task goes on: what was asked last may have another answer.
  void forget() { last_.reset(); }

  /// Whether a task's descriptor is such a terminal: who reads there shows its prompt first.
  bool is_others_terminal(pid_t tid, int fd) const;

 private:
  std::optional<int> look(pid_t tid, int fd) const;
  std::optional<int> own(pid_t tid, const struct stat& file) const;
  bool is_open_as(pid_t tid, int fd, int output) const;

  // At one stop the same is asked several times: may it write there, what does it touch, is it
  // told?
  struct Look {
    pid_t tid;
    int fd;
    std::optional<int> output;
  };
  mutable std::optional<Look> last_;

  Pipe out_;  // the read end is the master of a pseudo-terminal, or of a pipe
  Pipe err_;
  FileIdentity out_identity_;
  FileIdentity err_identity_;
  Terminals terminals_;
  bool controls_ = false;  // the first is the session's terminal
};

}  // namespace procdemo::run
