// A world of namespaces (namespaces(7)): what processes find there is theirs alone.
//
//     procdemo ... between ... procdemo's init (1 inside)
//     (waits)      (waits)  \. procdemo (9999) --- P (10000) --- ...
//
// PIDs, System V objects and message queues, /proc, /dev/shm, and folders for temporary files; of
// many runs each has a network, too. procdemo itself goes on inside, so that it calls every process
// by the number that the processes call each other by. Whoever started it stays outside, waits, and
// hands on the signals that are sent there. When one of those three ends, however it does, init
// ends, and the kernel kills all that is inside.
//
// The run's first process is the one after 9999 (run_pids.h). An ordinary user gets a user
// namespace with them, in which other users' files belong to nobody (65534).
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "world/room.h"
#include "world/terminal/keyboard.h"

namespace procdemo::world {

struct InsideWishes {
  /// A network of its own, and folders that are empty in any case; else /tmp stays what it is where
  /// the user names it, or a file in it.
  bool one_of_many = false;

  /// Texts with paths that have to stay, beside those of the command line and the environment.
  std::vector<std::string> reachable = {};
};

/// Goes on in such a world: this process then only waits for the one that does, ends as that ends,
/// and never returns. Where the kernel allows none, it returns here and says why; nothing has
/// changed then. To be called while there is one thread. Throws std::system_error where there are
/// no processes or descriptors left.
std::optional<std::system_error> go_on_inside(const InsideWishes& wishes);

/// Whether this process has gone on in one, or descends from one that has.
bool is_inside();

/// What is typed at the terminal that it was called at; nullptr where there is none, and for one of
/// many.
Keyboard* keyboard_inside();

/// Whether nobody of the last run is left, and all its PIDs can be given again: waits for it, ten
/// seconds at most.
bool wait_until_alone_inside();

/// Whether a folder on this device is one that is empty again when the next run begins.
bool is_freshened(dev_t device);

/// Removes what runs have left. The next one finds what the first one found. Throws
/// std::system_error.
void freshen_inside();

}  // namespace procdemo::world
