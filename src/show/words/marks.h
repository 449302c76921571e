// What the signs beside a process's line mean, and what stands at the end of a line that it
// printed.
#pragma once

#include "show/room.h"
#include "show/words/words.h"

namespace procdemo::show {

enum class Sign {
  partial,  // it ended without a newline
  torn,     // another's bytes came between its pieces
  cut,      // {0} how many bytes of it are not shown: "3 bytes"
  born,
  ended,
  a_zombie,
  an_orphan,
  output,
  errors,  // the legend
  others,  // {0} how many processes

  end_of_list  // stays last
};

template <>
Entries<Sign> english<Sign>();
template <>
Entries<Sign> chinese<Sign>();

}  // namespace procdemo::show
