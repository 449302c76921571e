// What may be wrong with a file, or with a program that is to be started.
#pragma once

#include "base/room.h"

namespace procdemo::base {

enum class FileProblem {
  is_pipe,      // {0} the path
  is_socket,    // {0} the path
  is_device,    // {0} the path
  too_large,    // {0} the path, {1} how many MiB there may be
  unread_pipe,  // {0} the path of a named pipe that nobody reads

  end_of_list  // stays last
};

enum class ProgramProblem {
  not_found,       // {0} the command
  not_executable,  // {0} the path
  is_folder,       // {0} the path
  failed,          // {0} the path, {1} the reason

  end_of_list  // stays last
};

}  // namespace procdemo::base
