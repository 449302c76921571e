// Everything procdemo says of a run, in every language.
//
// A sentence has a name, and stands once in each language's file: en/words.cpp and zh/words.cpp. To
// add one: its name here, and an entry at the same place for each language. A missing, doubled or
// displaced entry does not compile, and the error names it.
//
// {0}, {1} ... are its arguments (the comments here say what each is); every language uses the same
// ones, in whatever order it needs.
#pragma once

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.h"
#include "trace/trace.h"

namespace procdemo {

enum class Say {
  // What a process did. Each also has a brief form, for narrow columns.
  start,            // {0} its PID, {1} the command
  start_child,      // {0} its PID, {1} its parent, {2} the call, {3} what it returned there
  start_spawned,    // {0} its PID, {1} its parent
  runs,             // {0} the command
  returned_here,    // {0} the call, {1} what it returned
  fork,             // {0} the call, {1} the child, {2} what it returned
  thread,           // {0} the thread
  exec,             // {0} the path
  sleep,            // {0} seconds
  wake,             // {0} seconds
  wait_for,         // {0} the child
  wait_any,         //
  wait_group,       //
  look_for,         // {0} the child (WNOHANG)
  look_any,         //
  zombie,           // {0} its parent
  reap_code,        // {0} the child, {1} its exit code
  reap_signal,      // {0} the child, {1} the signal
  reaps_code,       // in a column: {0} the child, {1} its exit code
  reaps_signal,     // {0} the child, {1} the signal
  signal,           // {0} the signal, {1} the sender
  signal_kernel,    // {0} the signal
  signal_terminal,  // {0} the signal
  signal_outside,   // {0} the signal, {1} the sender's PID
  kill,             // {0} the signal, {1} the receiver
  kill_group,       // {0} the signal
  kill_everyone,    // {0} the signal
  kill_outside,     // {0} the signal, {1} the receiver's PID
  exit_code,        // {0} the code
  exit_signal,      // {0} the signal
  exit_core,        // {0} the signal
  orphan,           // {0} the new parent, {1} its PID
  write,            // {0} the object, {1} bytes
  read,             // {0} the object, {1} bytes
  read_end,         // {0} the object
  lock,             // {0} the path, {1} how
  lock_blocked,     // {0} the path, {1} how
  locked,           // {0} the path, {1} how
  unlock,           // {0} the path
  exclusive,        // how a lock is held
  shared,           // how a lock is held
  file,             // {0} the path, {1} bytes, {2} records
  block,            // {0} what it waits for
  unblock,          // {0} what it waited for
  on_child,         // what a process waits for, where that has no name
  on_signal,
  on_futex,
  on_input,
  on_connection,
  on_semaphore,
  deadlock,         // {0} who waits for what
  deadlock_circle,  // {0} the same, {1} the circle
  deadlock_on,      // {0} who, {1} what for
  deadlock_by,      // {0} who, {1} what for, {2} who has it
  deadlock_and,     // between two of these
  value,            // {0} the variable, {1} its value, {2} its address
  value_shared,     // the same; its page is shared
  value_private,    // the same; its page is private
  probe,            // {0} provider, {1} name, {2} arguments
  task_begin,       // probes of our library: {0} the pool, {1} the task, {2} its name
  task_end,         // {0} the pool, {1} the task
  queue_put,        // {0} the queue, {1} the item, {2} bytes
  queue_get,        // {0} the queue, {1} the item, {2} bytes
  lock_locked,      // {0} the lock
  lock_unlock,      // {0} the lock
  refuse,           // {0} the call, {1} the limit
  by_processes,     // the limit that refused, as part of that sentence
  by_kernel,
  // Limits that end a run; {0} the bound. The brief form names the limit.
  limit_processes,
  limit_forks,
  limit_seconds,
  limit_output,
  limit_memory,
  limit_file,
  limit_unseen,  // {0} how many processes it lost sight of
  limit_unanswered,
  limit_other,  // {0} the limit, {1} the bound
  // What procdemo can't show, or had to do otherwise.
  note_full_screen,
  note_job_control,
  note_32_bit,
  note_io_uring,
  note_listener,
  note_seccomp_strict,
  note_aio,
  note_userfaultfd,
  note_fuse,
  note_secret_memory,
  note_unreadable,
  note_terminal_input,
  note_procdemo,
  note_outside,
  note_cgroup,
  note_mounts,
  note_hidden,
  note_unanswered_program,
  note_unanswered_file,
  note_kill_group,
  note_inexact_busy,
  note_inexact_outside,
  note_inexact_machine,
  note_inexact_threads,
  note_addresses_vary,
  note_other,  // {0} the note
  in_thread,   // {0} the thread, {1} the sentence
  // A program's line.
  mark_partial,  // it ended without a newline
  mark_torn,     // another's bytes came between its pieces
  mark_cut,      // {0} how many bytes of it are not shown: "3 bytes"
  // Before a run.
  watching,  // {0} the command
  look_heading,
  source_heading,  // {0} the file, {1} the first line, {2} the last
  guards_are,      // {0} the guards
  guard_pid_namespace,
  guard_cgroup,
  guard_rlimit,
  guard_uid,
  limits_are,         // {0} the limits, each as one of these
  limited_processes,  // {0} how many
  limited_forks,      // {0} how many
  limited_seconds,    // {0} how many
  limited_output,     // {0} bytes
  limited_memory,     // {0} bytes
  limited_file,       // {0} bytes
  limited_and,        // between two of these
  limits_loose,       // {0} those that nobody holds the run to, each as one of these
  loose_processes,
  loose_forks,
  loose_seconds,
  loose_output,
  loose_memory,
  loose_file,
  list_and,  // between two of a list
  speed_is,  // {0} how many times as fast
  order_is,  // {0} the schedule
  no_terminal,
  born,
  ended,
  a_zombie,
  an_orphan,
  output,
  errors,  // the legend
  others,  // {0} how many processes
  // After a run.
  claims_heading,
  next_heading,
  one_process,  // counts
  processes,    // {0} how many
  one_byte,
  bytes,              // {0} how many
  survivors,          // {0} how many
  end_line,           // {0} processes, {1} seconds, {2} status
  end_line_virtual,   // the same, of virtual time
  end_line_timeless,  // {0} processes, {1} status
  token_is,           // {0} the token
  skipped,            // {0} the reason
  // Generations.
  lines_left_out,    // {0} how many
  generations_from,  // {0} the first of those taken together
  generation_born,   // {0} the generation, {1} alive, {2} born so far
  generation_first,  // {0} alive
  refusing_begins,   // {0} the limit's bound
  generation_row,    // {0} the generation, {1} born, {2} refused; where a table has no room
  table_heading,     // what the table at the end shows
  column_generation,
  column_born,
  column_refused,
  all_generations,
  // Why a claim holds or fails (claims/claim.h). {0} is the value of `per`, said by why_each.
  why_each,          // {0} the value, {1} the sentence
  why_count,         // {1} found, {2} the bounds, {4} the events
  why_distinct,      // {1} found, {2} the bounds, {4} the field, {5} its values
  why_before,        // {1} the last of A, {2} the first of B
  why_overlap,       // {1} the most at once, {2} at most, {3} the events
  why_same,          // {1} how many values in A, {2} in B
  why_same_differs,  // the same, {3} A's value, {4} its event, {5} B's value, {6} its event
  why_same_only_a,   // the same; B has nothing more
  why_same_only_b,   // the same; A has nothing more
  why_compare,       // {1} A's figure, {2} B's figure, {3} the ratio, {4} the bounds
  why_missing,       // {2} the pattern
  why_unbroken,      //
  why_each_holds,    // {1} the field, {2} its values
  why_unobserved,    //
  why_field_unseen,  // {1} the field
  why_interrupted,   //
  why_refused,       //
  why_live,          //
  why_overslept,     // {1} who, {2} seconds asked for, {3} seconds slept
  why_unless,        // {1} the event that says so
  why_other,         // {0} the key
  bound_exactly,     // {0}
  bound_at_least,    // {0}
  bound_at_most,     // {0}
  bound_between,     // {0}, {1}
  bound_none,        //
  // Where nothing can be observed.
  runs_unobserved,  // {0} the reason

  end_of_list  // stays last
};

/// The sentence in full, its arguments filled in.
std::string say_with(Language language, Say what, const std::vector<std::string>& args);
template <class... Args>
std::string say(Language language, Say what, const Args&... args) {
  return say_with(language, what, {fmt::to_string(args)...});
}

/// Its short form for a narrow column, if it has one; else the full one.
std::string brief_with(Language language, Say what, const std::vector<std::string>& args);
template <class... Args>
std::string brief(Language language, Say what, const Args&... args) {
  return brief_with(language, what, {fmt::to_string(args)...});
}

/// Why a claim holds, fails or was skipped: the lesson's own evidence where it gives any.
std::string say(const Why& why, Language language);

}  // namespace procdemo
