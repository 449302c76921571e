// What may be wrong with what a reader of a session types.
#pragma once

#include "faces/room.h"

namespace procdemo::faces {

enum class FaceProblem {
  keys_open,          // {0} the quote that nothing closes, {1} which character of the keys it is
  keys_ended,         // {0} the step at which no command came any more
  export_unwritable,  // {0} the file, {1} the reason
  export_differs,     // {0} the file
  observer_killed,    // {0} by which signal
  observer_failed,    // {0} its exit status

  end_of_list  // stays last
};

}  // namespace procdemo::faces
