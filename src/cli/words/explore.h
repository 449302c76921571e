// What `procdemo explore` says of orders and what they lead to. The same rules as in
// show/words/words.h; the words stand in en/explore.cpp and zh/explore.cpp.
#pragma once

#include "cli/room.h"
#include "show/words/words.h"

namespace procdemo::cli {

enum class ExploreSays {
  // While it runs.
  progress,  // {0} runs, {1} orders, {2} distinct outputs
  // Before its end.
  so_far,  // {0} runs, {1} seconds
  nothing_so_far,
  goes_on,
  // What was found.
  orders,      // {0} orders of what is printed, {1} distinct outputs, {2} runs, {3} seconds
  sample,      // {0} random runs, {1} of the outputs that they gave; {2}, {3} the search's
  complete,    //
  incomplete,  // {0} why
  output,      // {0} its number, {1} how many orders give it, {2} a token
  holds,       // {0} what a claim says, {1} in how many runs
  broken,      // {0} what a claim says, {1} in how many runs, {2} in how many it was checked
  unchecked,   // {0} what a claim says
  shortest,    // {0} how many steps, {1} the token
  deadlocks,   // {0} how many runs
  see,         // {0} the command that shows it
  in_runs,     // {0} in how many runs something is wrong, {1} of how many
  live,        // {0} how many live runs
  live_fewer,  // {0} how many were to be: the time was over
  live_share,  // {0} the output's number, {1} how often it came
  live_never,  // {0} the output's number
  live_other,  // {0} how many live runs gave what no order found gives
  other_times,
  sleep_unknown,
  shared,  // {0} why
  // Why a search is not complete.
  stopped,   // by Ctrl-C
  at_limit,  // {0} runs
  at_time,   // {0} seconds
  at_bound,  // {0} preemptions
  refused,   // the kernel refused a process
  cut_off,   // {0} runs that a limit ended, or that failed
  too_long,  // {0} runs of more than {1} steps
  shared_memory,
  asked_machine,
  hidden_locks,
  compared_times,
  // With --any-sleep.
  by_sleep,  // {0} what a claim says, {1} in how many runs it was broken, {2} in how many checked

  end_of_list  // stays last
};

}  // namespace procdemo::cli

namespace procdemo::show {
template <>
Entries<cli::ExploreSays> english<cli::ExploreSays>();
template <>
Entries<cli::ExploreSays> chinese<cli::ExploreSays>();
}  // namespace procdemo::show
