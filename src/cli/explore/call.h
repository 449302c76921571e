// What `procdemo explore` explores: a lesson with its options, or a command.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>

#include "cli/describe/given.h"
#include "cli/room.h"
#include "cli/user.h"
#include "lesson/lesson.h"

namespace procdemo::cli {

struct ExploreCall {
  Given given = {};                     ///< the exploration's options, and what is handed on
  Words subject = {};                   ///< what the user would type behind procdemo to run it:
                                        ///< {"fork"}, {"run", DIR}, {"watch"} or
                                        ///< {"watch", "--claims", FILE}
  Words options = {};                   ///< and behind that
  Words program = {};                   ///< a command, behind --
  std::optional<Lesson> lesson = {};    ///< else the program is a command
  std::string beside = {};              ///< the folder whose files it finds, or empty
  std::set<std::string> by_sleep = {};  ///< claims that only sleeping makes true
  std::set<std::string> failures = {};  ///< claims that hold when a failure came
};

/// From explore's own words. Where help is asked for, it is printed, and `given.help` says so.
/// Throws Problem.
ExploreCall explore_call(const Words& words, const User& user);

/// A run of it, as if it had been typed for a user, with options that choose its order: its words
/// are read once, and it is run often. Throws Problem; so does the run.
using PreparedRun = std::function<int(const User& user)>;
PreparedRun prepare_run(const ExploreCall& call, const Words& order);

/// What a user types to see an order: a format of which {} is the token.
std::string command_of(const ExploreCall& call);

}  // namespace procdemo::cli
