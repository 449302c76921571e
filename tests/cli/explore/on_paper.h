// Processes on paper: the oracle for `procdemo explore`, which knows nothing of procdemo.
//
// A program is written down as routines: short lists of what its processes do, one after the other.
// Every order of these deeds is tried, without any reduction. Time passes only when nobody can go
// on, as on procdemo's virtual clock.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace procdemo::cli::test {

struct Deed {
  enum class Kind {
    print,       ///< a line; in it, [pid] stands for who prints it, [count] for what a queue holds
    append,      ///< a piece, to the end of the one file that there is
    rest,        ///< so many microseconds
    fork,        ///< a child that does a routine
    join,        ///< waits until all children have ended
    go,          ///< goes on with a routine instead of what follows here
    put,         ///< the name of a routine, into a queue
    take,        ///< waits for one in a queue, and does it before what follows here
    skip_empty,  ///< does not do the next deed where the queue is empty
    lock,
    unlock,
  } kind;
  std::string text = {};  ///< the line, piece, routine or lock; of put: what goes into the queue
  std::string queue = {};
  std::int64_t microseconds = 0;
};
using Deeds = std::vector<Deed>;
using Routines = std::map<std::string, Deeds>;  ///< by name; the first process does "main"

Deed print(std::string line, std::string queue = {});
Deed append(std::string piece);
Deed rest(std::int64_t microseconds);
Deed fork_to(std::string routine);
Deed join();
Deed go(std::string routine);
Deed put(std::string queue, std::string routine);
Deed take(std::string queue);
Deed skip_empty(std::string queue);
Deed lock(std::string name);
Deed unlock(std::string name);

/// What all orders together show.
struct Outcomes {
  std::set<std::string> orders;  ///< all lines, each with its process
  std::set<std::string> texts;   ///< all lines
  std::set<std::string> files;   ///< the file at the end
};

/// Tries every order. With `any_sleep` a rest may end at any time.
Outcomes on_paper(const Routines& program, bool any_sleep = false);

}  // namespace procdemo::cli::test
