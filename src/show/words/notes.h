// What procdemo can't show, or had to do otherwise (event::Note).
#pragma once

#include "show/room.h"
#include "show/words/words.h"

namespace procdemo::show {

enum class Noted {
  full_screen,
  job_control,
  calls_of_32_bits,
  io_uring,
  listener,
  seccomp_strict,
  aio,
  userfaultfd,
  fuse,
  secret_memory,
  set_clock,
  unreadable,
  terminal_input,
  procdemo,
  outside,
  cgroup,
  mounts,
  hidden,
  unanswered_program,
  unanswered_file,
  own_output,
  moved_output,
  python_lines,
  kill_group,
  inexact_busy,
  inexact_outside,
  inexact_machine,
  inexact_threads,
  inexact_files,
  addresses_vary,
  pids_vary,
  set_user_id,
  traced_by_parent,
  clone3,
  many_locks,
  elsewhere,
  other,  // {0} the note

  end_of_list  // stays last
};

template <>
Entries<Noted> english<Noted>();
template <>
Entries<Noted> chinese<Noted>();

}  // namespace procdemo::show
