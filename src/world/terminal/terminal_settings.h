// The settings of the user's terminal, which a program may change.
#pragma once

#include <termios.h>

#include <optional>
#include <string>
#include <vector>

#include "base/fd.h"
#include "world/room.h"

namespace procdemo::world {

/// Puts the user's terminal back as it was, if a program changed it (termios(3); or O_NONBLOCK,
/// which belongs to the open file that the program shares with the shell): procdemo itself never
/// does. Lives as long as the program runs. Should procdemo be killed, a helper does it.
class TerminalSettings {
 public:
  /// `until`: a descriptor that is readable once nobody is left who could change it, where the
  /// kernel does not see to that before procdemo's own end. `farewell`: what is written to the
  /// terminal where procdemo was killed; who draws on the whole screen (faces/screen) leaves it so.
  explicit TerminalSettings(std::optional<int> until = {}, std::string farewell = {});
  TerminalSettings(const TerminalSettings&) = delete;
  TerminalSettings& operator=(const TerminalSettings&) = delete;
  ~TerminalSettings();

 private:
  struct Saved {
    int fd;
    termios settings;
    int flags;  // fcntl(2), F_GETFL

    void put_back() const;
  };
  void save(int fd);
  void start_helper(std::optional<int> until);
  void outlive(bool until);

  Fd own_;  // where none of procdemo's first three descriptors leads to it
  std::vector<Saved> saved_;
  std::string farewell_;
  Fd helper_;  // the connection to it
};

}  // namespace procdemo::world
