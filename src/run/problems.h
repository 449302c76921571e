// Why a run cannot be had as it was asked for.
#pragma once

#include "run/room.h"

namespace procdemo::run {

enum class RunProblem {
  variable_unknown,  // {0} the name, {1} the program
  no_terminal,       // {0} the reason
  before_failed,     // {0} the command that was to prepare it (--before), {1} its status

  end_of_list  // stays last
};

}  // namespace procdemo::run
