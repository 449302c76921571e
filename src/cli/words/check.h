// What `procdemo check` says, and `watch --claims`: of claims and blocks, right or wrong. The same
// rules as in show/words/words.h; the words stand in en/check.cpp and zh/check.cpp.
#pragma once

#include "cli/room.h"
#include "show/words/words.h"

namespace procdemo::cli {

enum class CheckSays {
  // A lesson or a page that is done.
  unit,       // {0} its name, {1} how much was checked, {2} seconds
  claims,     // {0} how many, {1} runs
  blocks,     // {0} how many
  questions,  // {0} how many
  // What is wrong, or was not checked.
  run_ends,         // the name of the case that a run as such is
  hung,             // {0} seconds
  other_status,     // {0} the status that came, {1} the one expected
  other_output,     //
  foreign_command,  // {0} the command
  no_shell,         // {0} what only a shell understands
  leads_out,        // {0} the path
  unobserved,       // {0} the reason
  again,            // {0} the command that shows it
  // What is wrong with a question.
  no_answer,        // {0} why not
  no_truth,         // {0} of which choice, {1} why not
  none_right,       //
  several_right,    // {0} which
  nothing_wrong,    //
  tempting_right,   // {0} which answer
  never_asked,      //
  already_told,     //
  exploration_old,  //
  run_refused,      // this machine did not allow a run of it, or refused that a process
  // All of it.
  sum,            // {0} passed, {1} failed, {2} skipped, {3} seconds
  first_failure,  // {0} where, and what
  shared,         // {0} why

  end_of_list  // stays last
};

}  // namespace procdemo::cli

namespace procdemo::show {
template <>
Entries<cli::CheckSays> english<cli::CheckSays>();
template <>
Entries<cli::CheckSays> chinese<cli::CheckSays>();
}  // namespace procdemo::show
