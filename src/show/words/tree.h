// The tree of a run's processes.
#pragma once

#include "show/room.h"
#include "show/words/words.h"

namespace procdemo::show {

enum class Forest {
  heading,
  colon,      // between a process and how it ended
  not_ended,  // it was there when the run was over
  orphan,     // behind how it ended: its parent had ended before
  unawaited,  // the same: its parent never asked for it
  alive,      // at a step of a run that goes on: it is there
  lives_on,   // the same, as an orphan
  zombie,     // at a step, behind how it ended: its parent may still ask for it
  alike,      // {0} how many
  more,       // {0} how many processes

  end_of_list  // stays last
};

template <>
Entries<Forest> english<Forest>();
template <>
Entries<Forest> chinese<Forest>();

}  // namespace procdemo::show
