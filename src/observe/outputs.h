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

#include "os/fd.h"

namespace procdemo {

class Outputs {
 public:
  /// Throws std::system_error when there is no pseudo-terminal or descriptor to be had.
  explicit Outputs(bool terminal);

  /// What becomes the program's descriptor 1 or 2.
  int program_end(int fd) const { return fd == 1 ? out_.write_end.get() : err_.write_end.get(); }

  /// Which output a task's descriptor leads to, by device and inode: 1, 2, or nothing. The user's
  /// own terminal counts as 1: a program reaches it through descriptor 0 or /dev/tty.
  std::optional<int> output_of(pid_t tid, int fd) const;

  /// Whether a task's descriptor is the user's terminal: who reads there shows its prompt first.
  bool is_users_terminal(pid_t tid, int fd) const;

 private:
  struct Identity {
    dev_t device = 0;
    ino_t inode = 0;
    dev_t terminal = 0;  // st_rdev of a terminal, or 0
    bool operator==(const Identity&) const = default;
  };
  static std::optional<Identity> identify(const char* path);
  static std::optional<Identity> identify(pid_t tid, int fd);
  bool users_terminal(const Identity& what) const;

  Pipe out_;  // the read end is the master of a pseudo-terminal, or of a pipe
  Pipe err_;
  Identity out_identity_;
  Identity err_identity_;
  dev_t users_terminal_ = 0;  // the terminal that is procdemo's standard input, or 0
};

}  // namespace procdemo
