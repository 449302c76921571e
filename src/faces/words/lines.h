// What a session says to its reader, as lines.
#pragma once

#include "faces/room.h"
#include "show/words/words.h"

namespace procdemo::faces {

enum class LinesSay {
  at_line,          // {0} the line
  no_input,         // one who is about to read finds none
  done_again,       // {0} keys, as a list: what the next step repeats first
  running,          // a step takes long
  dropped,          // {0} commands that were to follow, by a Ctrl-C
  back_at,          // {0} how many steps there were
  changed,          // {0} a file, of which the session has the old one
  over,             // the run, not the session
  no_such_number,   // {0} the number
  no_such_command,  // {0} what was typed
  exported,         // {0} the file
  again,            // {0} the command
  discarded,        // {0} files, as a list
  discarded_more,   // {0} files, as a list; {1} how many more
  commands,         // all of them

  end_of_list  // stays last
};

}  // namespace procdemo::faces

namespace procdemo::show {
template <>
Entries<faces::LinesSay> english<faces::LinesSay>();
template <>
Entries<faces::LinesSay> chinese<faces::LinesSay>();
}  // namespace procdemo::show
