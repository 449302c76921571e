// What the full-screen face says.
#pragma once

#include "faces/room.h"
#include "show/words/words.h"

namespace procdemo::faces {

enum class ScreenSay {
  title,        // {0} the lesson or the command, {1} the step, {2} seconds
  choose,       // above those who can go on
  over,         // the run, not the session
  nobody,       // can go on
  starting,     // nothing has been told yet
  at_line,      // {0} the line
  more_above,   // {0} how many more there are above those that are seen
  more_below,   // {0} likewise
  more_around,  // {0} above, {1} below
  running,      // a step takes long
  no_command,   // {0} what was typed
  no_number,    // {0} the number
  mouse_on,     // from now on
  mouse_off,    //
  // What a page says that has nothing to show.
  no_source,     // no place is known
  no_file,       // {0} the file
  no_variables,  //
  no_why,        //
  // Heads of columns.
  head_process,
  head_value,
  head_address,
  head_page,
  page_shared,
  page_private,
  // The line of keys, in the order in which they are left out where there is no room, the last one
  // first.
  key_help,
  key_quit,
  key_next,
  key_back,
  key_number,
  key_on,
  key_why,
  key_source,
  key_tree,
  key_variables,
  key_page,
  help,  // all of them: lines of a key, a tab, and what it does

  end_of_list  // stays last
};

}  // namespace procdemo::faces

namespace procdemo::show {
template <>
Entries<faces::ScreenSay> english<faces::ScreenSay>();
template <>
Entries<faces::ScreenSay> chinese<faces::ScreenSay>();
}  // namespace procdemo::show
