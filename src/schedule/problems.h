// What may be wrong with an order that a user asks for: --schedule and its tokens.
#pragma once

#include "schedule/room.h"

namespace procdemo::schedule {

enum class ScheduleProblem {
  unknown,             // {0} the value of --schedule: neither a policy nor a token
  speed_and_schedule,  // --speed N beside --schedule, which has virtual time
  lesson_is_live,      // {0} a lesson that has no order to be chosen: it needs to be live
  lesson_unsteppable,  // {0} a lesson that needs to be live, and so can't wait for its reader
  token_malformed,     // {0} the token
  token_of_another,    // {0} the token, {1} what it is of, {2} what shall run
  token_option,        // {0} the option, {1} its value in the token, {2} the value given
  // A controlled run that is not the one of its token.
  token_differs,  // {0} the step's number, {1} who, {2} its call
  token_ended,    // {0} how many steps there were

  end_of_list  // stays last
};

}  // namespace procdemo::schedule
