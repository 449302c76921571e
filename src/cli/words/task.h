// What `procdemo task` says. The same rules as in show/words/words.h; the words stand in
// en/task.cpp and zh/task.cpp.
#pragma once

#include "cli/room.h"
#include "show/words/words.h"

namespace procdemo::cli {

enum class TaskSays {
  // Handing out.
  page,        // {0} the title, {1} what is asked, {2} the program: the folder's page (Markdown)
  handed_out,  // {0} the folder, {1} the program, {2} the folder as it is typed
  // A check.
  progress,     // {0} orders that were run
  all_orders,   // {0} the program, {1} runs, {2} seconds
  some_orders,  // {0} the program, {1} runs, {2} seconds
  holds,        // {0} what a claim says
  broken,       // {0} what a claim says, {1} in how many runs, {2} of how many
  unchecked,    // {0} what a claim says
  deadlock,     // {0} in how many runs nobody could go on
  shortest,     // {0} steps
  again,        // a command, in the next row
  solved_all,   // in every order
  solved_some,  // in all that were run
  not_solved,
  could_not,  // a claim could not be checked
  // Help.
  hint,      // {0} its number, {1} of how many, {2} the hint
  no_more,   // hints
  solution,  // {0} the file it would stand in
  watching,  // {0} the program

  end_of_list  // stays last
};

}  // namespace procdemo::cli

namespace procdemo::show {
template <>
Entries<cli::TaskSays> english<cli::TaskSays>();
template <>
Entries<cli::TaskSays> chinese<cli::TaskSays>();
}  // namespace procdemo::show
