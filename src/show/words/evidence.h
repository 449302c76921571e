// The evidence behind a sentence.
#pragma once

#include "show/room.h"
#include "show/words/words.h"

namespace procdemo::show {

enum class Proof {
  call,     // {0} the process, {1} the call as strace(1) writes it
  no_call,  // {0} the process
  at_in,    // {0} the file, {1} the line, {2} the function
  at,       // {0} the file, {1} the line
  from_in,  // who called that: {0} the file, {1} the line, {2} the function
  from,     // {0} the file, {1} the line
  kernel,   // {0} a line of /proc, with the file's name

  end_of_list  // stays last
};

template <>
Entries<Proof> english<Proof>();
template <>
Entries<Proof> chinese<Proof>();

}  // namespace procdemo::show
