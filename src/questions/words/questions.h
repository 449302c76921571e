// What is said around a question: how it is answered, and what came of an answer. The same rules
// as in show/words/words.h; the words stand in en/questions.cpp and zh/questions.cpp.
#pragma once

#include "questions/room.h"
#include "show/words/words.h"

namespace procdemo::questions {

enum class QuestionSays {
  question,      // {0} what is asked
  about,         // {0} the run that it is about, as it is typed
  exact_sleeps,  // it is about orders in which each sleep takes its time
  // How it is answered.
  how_number,
  how_choice,    // {0} the last letter
  how_two,       // {0} the last letter, of two
  how_several,   // {0} the last letter
  how_order,     // {0} the last letter
  how_next,      //
  how_schedule,  //
  // What came of it.
  right,           // {0} the answer
  wrong,           // {0} the answer
  unknown,         // {0} the answer: it could not be found out
  unknown_answer,  // likewise, where nobody has given one
  // Why, in the order of Unknown (questions/grade.h).
  unknown_no_run,
  unknown_no_stand,
  unknown_nobody,  // {0} a process, {1} who can go on
  unknown_orders,
  unknown_unseen,
  unknown_no_order,
  best,       // {0} a right answer
  best_goal,  // {0} the token of an order
  saw,        // the events that show it follow
  saw_more,   // {0} how many more of them there are
  see,        // the command that shows it follows
  // Of choices, in an export.
  possible,
  impossible,

  end_of_list  // stays last
};

}  // namespace procdemo::questions

namespace procdemo::show {
template <>
Entries<questions::QuestionSays> english<questions::QuestionSays>();
template <>
Entries<questions::QuestionSays> chinese<questions::QuestionSays>();
}  // namespace procdemo::show
