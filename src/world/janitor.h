// Removes what must not be left behind, however procdemo ends.
//
// A destructor does not run when its process is killed. So the few things that want removal (a
// folder for a run, a cgroup) are made by a small process beside us, which removes them when it is
// told to, or when the connection to it ends: the kernel ends that whatever ends us, SIGKILL too.
// As the janitor makes them itself, there is no moment in which a thing is there and nobody knows.
#pragma once

#include <string>
#include <vector>

#include "base/fd.h"
#include "world/room.h"

namespace procdemo::world {

/// One janitor, started by the constructor. It is in a session of its own and nobody's child here,
/// so no waitpid(-1) sees it; it has none of our descriptors; of all signals SIGKILL alone ends it,
/// and no other process of the user may trace it; and it ends when its work is done, after ten
/// seconds for each cgroup in which a process will not go. Where somebody has killed it all the
/// same, the destructor does its work.
///
/// The connection ends with its last owner. Processes that exec don't keep it; a forked child that
/// does not exec has to call leave().
class Janitor {
 public:
  /// Throws std::system_error when there are no processes or descriptors left.
  Janitor();
  Janitor(Janitor&&) = default;
  Janitor& operator=(Janitor&&) = delete;

  /// Has everything removed, and returns when it is.
  ~Janitor();

  /// Makes a folder (mode 0700), to be removed with all that will be in it. It is removed only as
  /// what it is now: another folder put in its place stays. Throws std::system_error; so does a
  /// path that is there already.
  void make_folder(const std::string& path);

  /// Makes a cgroup, to be removed after all processes in it have been killed.
  void make_cgroup(const std::string& path);

  /// Its process, for whoever counts processes.
  pid_t pid() const { return pid_; }

  /// In a forked child: lets go of the connection. Async-signal-safe.
  void leave() { connection_.reset(); }

 private:
  /// What was made, and a descriptor of it: a folder is removed only as what it is.
  struct Made {
    char kind;
    std::string path;
    Fd folder;
  };
  static int make(char kind, const std::string& path, std::vector<Made>& things);
  static void remove(const Made& thing);
  static std::vector<Made> serve(int connection);
  static void live();

  void ask(char kind, const std::string& path);

  std::vector<Made> made_;  // as the janitor has it
  Fd connection_;           // the janitor's end is closed when it has ended
  pid_t pid_ = -1;
};

}  // namespace procdemo::world
