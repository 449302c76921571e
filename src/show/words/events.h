// What a process did. Its subject, the process, is named by who shows it. The short forms are for
// narrow columns.
#pragma once

#include "show/room.h"
#include "show/words/words.h"

namespace procdemo::show {

enum class Say {
  start,          // {0} its PID, {1} the command
  start_child,    // {0} its PID, {1} its parent, {2} the call, {3} what it returned there
  start_spawned,  // {0} its PID, {1} its parent
  runs,           // {0} the command
  returned_here,  // {0} the call, {1} what it returned
  fork,           // {0} the call, {1} the child, {2} what it returned
  thread,         // {0} the thread
  thread_ends,
  first_thread_ends,
  exec,      // {0} the path
  sleep,     // {0} seconds
  wake,      // {0} seconds
  wait_for,  // {0} the child
  wait_any,
  wait_any_of,  // {0} its children
  wait_group,
  wait_group_of,  // {0} its children in that
  look_for,       // {0} the child (WNOHANG)
  look_any,
  zombie,            // {0} its parent
  reap_code,         // {0} the child, {1} its exit code
  reap_signal,       // {0} the child, {1} the signal
  reaps_code,        // in a column: {0} the child, {1} its exit code
  reaps_signal,      // {0} the child, {1} the signal
  vanish,            // {0} its parent
  no_child,          // {0} whom it has asked for
  no_child_left,     // it ignores SIGCHLD
  notice_stopped,    // {0} the child, {1} the signal
  notice_continued,  // {0} the child
  continues,
  signal,           // {0} the signal, {1} the sender
  signal_kernel,    // {0} the signal
  signal_terminal,  // {0} the signal
  signal_outside,   // {0} the signal, {1} the sender's PID
  signal_reader,    // {0} the signal
  kill,             // {0} the signal, {1} the receiver
  kill_group,       // {0} the signal
  kill_everyone,    // {0} the signal
  kill_outside,     // {0} the signal, {1} the receiver's PID
  exit_code,        // {0} the code
  exit_signal,      // {0} the signal
  exit_core,        // {0} the signal
  exit_killed,      // {0} the signal, {1} who sent it
  exit_procdemo,    // {0} the signal
  exit_reader,      // {0} the signal
  exit_end_of,      // {0} the signal, {1} the thread that made it, and has ended
  exit_outside,     // {0} the signal
  orphan,           // {0} the new parent, {1} its PID
  write,            // {0} the object, {1} bytes
  read,             // {0} the object, {1} bytes
  read_end,         // {0} the object
  // Of a file that others use, too: {0} which, {1} bytes, {2} what they were.
  write_data,
  read_data,
  wrote_data,  // before it was known that others would come
  had_read_data,
  read_empty,        // {0} the file
  exchange,          // with {0}, through {1}: writes, {2} and {3} bytes; reads, {4} and {5} bytes
  writes,            // {0} the objects, {1} how often, {2} bytes
  reads,             // the same
  writes_and_reads,  // {0} the objects; writes, {1} and {2} bytes; reads, {3} and {4} bytes
  lock,              // {0} the path, {1} how
  lock_blocked,      // {0} the path, {1} how
  lock_blocked_by,   // the same, {2} who has it
  locked,            // {0} the path, {1} how
  unlock,            // {0} the path
  exclusive,         // how a lock is held
  shared,            // how a lock is held
  file,              // {0} the path, {1} bytes, {2} records
  block,             // {0} what it waits for
  block_by,          // the same, {1} who could end that
  only_itself,       // all of those
  its_timer,         // likewise, who is no process of the run
  somebody_outside,
  anybody,
  and_more,  // {0} some of many, {1} how many more
  on_child,  // what a process waits for, where that has no name
  on_signal,
  on_futex,
  on_input,
  on_ready,  // {0} several descriptors
  on_eventfd,
  on_timerfd,
  on_signalfd,
  on_inotify,
  on_connection,
  on_semaphore,
  on_thread,  // the end of one, which one is not known
  on_writer,  // {0} the path of a FIFO
  on_reader,  // the same
  on_vfork,   // {0} the child
  on_call,    // {0} the system call
  on_mutex,
  on_lost_mutex,
  on_rwlock,
  on_lost_rwlock,
  on_condition,
  on_mutex_named,  // {0} its name in the program, here and below
  on_lost_mutex_named,
  on_rwlock_named,
  on_lost_rwlock_named,
  on_semaphore_named,
  on_condition_named,
  on_barrier,
  on_barrier_named,
  on_futex_named,
  deadlock,           // {0} who waits for what
  deadlock_circle,    // {0} the same, {1} the circle
  deadlock_on,        // {0} who, {1} what for
  deadlock_by,        // {0} who, {1} what for, {2} who has it
  deadlock_and,       // between two of these
  counter_by,         // {0} who, {1} what for, {2} who could add to it
  semaphore_by,       // {0} who, {1} what for, {2} who could post it
  semaphore_nobody,   // {0} who, {1} what for
  semaphore_own,      // the same; it is not shared between processes
  standstill,         // {0} who waits for what, {1} seconds
  standstill_circle,  // {0} the same, {1} seconds, {2} the circle
  standstill_knot,    // {0} the same, {1} seconds, {2} those who wait for one another
  // Of a pipe: {0} who, {1} which, {2} the others that have its other end open.
  pipe_full,       //
  pipe_full_own,   // it has that end open itself, too
  pipe_full_only,  // and nobody else
  pipe_empty,
  pipe_empty_own,
  pipe_empty_only,
  value,            // {0} the variable, {1} its value, {2} its address
  value_shared,     // the same; its page is shared
  value_private,    // the same; its page is private
  probe,            // {0} provider, {1} name, {2} arguments
  task_begin,       // probes of our library: {0} the pool, {1} the task, {2} its name
  task_end,         // {0} the pool, {1} the task
  queue_put,        // {0} the queue, {1} the item, {2} bytes
  queue_get,        // {0} the queue, {1} the item, {2} bytes
  queue_put_value,  // {0} the queue, {1} the item's number, {2} its value
  queue_get_value,
  lock_locked,   // {0} the lock
  lock_unlock,   // {0} the lock
  refuse,        // {0} the call, {1} the limit
  by_processes,  // the limit that refused, as part of that sentence
  by_kernel,
  left_out,     // {0} processes, {1} events, {2} seconds: they looked for the program
  prints,       // {0} a line: what it printed
  at_line,      // {0} a line of the source, {1} a sentence
  at_place,     // {0} a sentence, {1} a line of the source: "fork.cpp:11"
  quoted,       // {0} the process, {1} its sentence, {2} seconds
  quoted_at,    // and {3} a line of the source
  in_thread,    // {0} the thread, {1} the sentence
  one_process,  // counts
  processes,    // {0} how many
  one_byte,
  bytes,  // {0} how many

  end_of_list  // stays last
};

template <>
Entries<Say> english<Say>();
template <>
Entries<Say> chinese<Say>();

}  // namespace procdemo::show
