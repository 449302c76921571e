// What may be wrong with a step in a run, or with going back.
#pragma once

#include "session/room.h"

namespace procdemo::session {

enum class SessionProblem {
  back_live,     // time can't be repeated where it is real
  back_inexact,  // {0} the step after which nothing can be repeated; {1} who made it so, {2} the
                 // note
  back_outside,  // {0} the step that changed a file which is not put back
  back_changed,  // {0} the program, or a file that it has opened: changed since then
  back_differs,  // {0} the step at which the run, begun again, is another one
  go_nobody,     // {0} a name that nobody has who could go on, {1} who can
  go_waits,      // {0} a name, {1} what it waits for, {2} who can go on
  go_sleeps,     // {0} a name, {1} who can go on
  go_over,       // the run is over
  go_recorded,   // {0} a name, {1} who went next in the run that was recorded
  back_start,    // this is the beginning
  // A reader wanted to go on until ...
  until_gone,            // {0} a name that nobody has, or gets any more; {1} who can go on
  until_behind,          // {0} a step that was taken already, {1} the last one that was
  until_missed_process,  // {0} a name; {1} at the end so many steps had been taken
  until_missed_line,     // {0} the line; likewise
  until_missed_event,    // {0} the kind of event; likewise
  until_missed_step,     // {0} the step; likewise
  until_no_process,      // {0} a name, and in what follows in a recorded run it does not act
  until_no_line,         // {0} a line; likewise
  until_no_event,        // {0} a kind of event; likewise
  until_no_step,         // {0} a step; likewise

  why_nobody,    // {0} a name that nobody has now
  why_no_event,  // {0} a number, and only {1} events were told
  why_no_act,    // {0} the number of an event that says something of the whole run

  // Of a run that was recorded.
  why_recorded,     // it has no answer
  change_recorded,  // something was to be typed into it, or sent to it

  signal_unknown,  // {0} what was meant to be one
  signal_nobody,   // {0} a name that nobody has who is alive

  input_unreadable,  // {0} the file, {1} the reason

  // A reader's request (protocol.h).
  request_malformed,  // {0} how many bytes a request has at most
  request_field,      // {0} the field that is wrong, or missing

  end_of_list  // stays last
};

}  // namespace procdemo::session
