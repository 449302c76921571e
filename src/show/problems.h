// Why what is shown does not reach its reader, or its file.
#pragma once

#include "show/room.h"

namespace procdemo::show {

enum class OutputProblem {
  failed,  // {0} the reason
  unread,  // a limit ended the run, and its reader stands still

  end_of_list  // stays last
};

/// A run that is written to a file as well (show/export/recorder.h).
enum class RecordProblem {
  unwritable,  // {0} the path, {1} the reason
  failed,      // {0} the path, {1} the reason; nothing of it is kept

  end_of_list  // stays last
};

}  // namespace procdemo::show
