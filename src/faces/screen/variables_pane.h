// The watched variables of each process, side by side: value, address, and whether its page is
// shared with another process.
#pragma once

#include <vector>

#include "faces/room.h"
#include "faces/screen/view.h"
#include "show/terminal/ink.h"

namespace procdemo::faces {

std::vector<Rich> variables_pane(const View& view, const ToldRun& told, ScreenSize size);

}  // namespace procdemo::faces
