// What one pane shows: the lanes, the source, the tree, the variables, an answer, the keys.
#pragma once

#include <vector>

#include "faces/room.h"
#include "faces/screen/view.h"
#include "show/terminal/ink.h"

namespace procdemo::faces {

/// At most as many rows as `size` has; a row may be wider.
std::vector<Rich> pane(Pane page, const View& view, ToldRun& told, SourceText& source,
                       ScreenSize size);

}  // namespace procdemo::faces
