// What is told around a run: before it, and after it.
#pragma once

#include "show/room.h"
#include "show/words/words.h"

namespace procdemo::show {

enum class Frame {
  watching,  // {0} the command
  look_heading,
  source_heading,  // {0} the file, {1} the first line, {2} the last
  guards_are,      // {0} the guards
  guard_pid_namespace,
  guard_cgroup,
  guard_rlimit,
  guard_uid,
  list_and,  // between two of a list
  speed_is,  // {0} how many times as fast
  order_is,  // {0} the schedule
  no_terminal,
  broken_heading,
  claims_heading,
  more,  // behind it: how to see what shows each
  next_heading,
  next_on_page,  // behind it: {0} the command that shows it
  findings_heading,
  findings_lines,     // behind it: how to see where in the source each is
  finding_at,         // {0} what is wrong, {1} the file, {2} the line
  finding_seen,       // {0} seconds
  findings_more,      // {0} how many
  survivors,          // {0} how many
  end_line,           // {0} processes, {1} seconds, {2} status
  end_line_virtual,   // the same, of virtual time
  end_line_timeless,  // {0} processes, {1} status
  token_is,           // {0} the token
  skipped,            // {0} the reason
  other_order,        // {0} came first, {1} might; {2} the policy, {3} the command
  other_orders,       // {0} the command
  no_lines,           // lines were asked for
  runs_unobserved,    // {0} the reason

  end_of_list  // stays last
};

template <>
Entries<Frame> english<Frame>();
template <>
Entries<Frame> chinese<Frame>();

}  // namespace procdemo::show
