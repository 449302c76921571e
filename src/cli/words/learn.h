// What `procdemo learn` says. The same rules as in show/words/words.h; the words stand in
// en/learn.cpp and zh/learn.cpp.
#pragma once

#include "cli/room.h"
#include "show/words/words.h"

namespace procdemo::cli {

enum class LearnSays {
  // The parts of a lesson (course/path.h), in their order.
  part_look,
  part_predict,
  part_run,
  part_shows,
  part_claims,
  part_task,
  part_next,
  // What stands in them.
  program,       // {0} its file
  program_goes,  // {0} its file: on the next pages of it
  run_ready,     // {0} the command
  claim,         // {0} its number, {1} of how many
  claim_live,    // nothing is known before it has run
  task_here,     // {0} what is asked, {1} a lesson
  task_solved,
  lesson_done,  // {0} a lesson
  // Keys and answers.
  prompt,           // {0} a lesson, {1} the part, {2} the stop, {3} of how many in that part
  prompt_again,     // the same for a reader who has seen it
  run_prompt,       // what Enter does there
  run_prompt_live,  // the same of a lesson that needs the real clock
  run_takes_time,
  more,          // a screen is full
  nothing_here,  // {0} what was typed there
  has_run,
  has_run_live,
  no_steps,      // {0} the lesson, which needs the real clock
  task_prompt,   // likewise
  last_prompt,   // {0} the next lesson
  help,          // a line for each key, and a tab between it and what it does
  no_such_key,   // {0} what was typed
  no_such_part,  // {0} a part that this lesson does not have
  at_beginning,
  no_hint,
  kept,      // {0} the lesson, {1} the place
  unkept,    // likewise, where nothing can be kept
  all_done,  // nothing comes after the last lesson
  resumed,   // {0} a lesson
  // procdemo alone, at a terminal.
  overview,        // the heading
  overview_key,    // {0} the lesson where Enter leads
  overview_first,  // the same for somebody who begins
  // In front of a class.
  class_wait,
  class_keys,
  class_question_keys,  // {0} votes, as they are typed
  class_votes,          // {0} what is typed
  class_no_votes,       // {0} votes, as they are typed
  class_foretold,       // a prediction: the run shows its answer
  class_unseen,         // no run of it can be shown here
  class_end,

  end_of_list  // stays last
};

}  // namespace procdemo::cli

namespace procdemo::show {
template <>
Entries<cli::LearnSays> english<cli::LearnSays>();
template <>
Entries<cli::LearnSays> chinese<cli::LearnSays>();
}  // namespace procdemo::show
