// What one pane shows: the lanes, the source, the tree, the variables, an answer, the keys.
#pragma once

#include <vector>

#include "faces/command.h"
#include "faces/room.h"
#include "faces/screen/view.h"
#include "show/terminal/ink.h"

namespace procdemo::faces {

/// At most as many rows as `size` has; a row may be wider. `scroll`: how far it was moved; what is
/// too far is put right, and what is hidden told.
std::vector<Rich> pane(Pane page, const View& view, ToldRun& told, SourceText& source,
                       ScreenSize size, Scroll& scroll);

/// The one that a command turns to.
Pane page_of(const command::Look& look);

}  // namespace procdemo::faces
