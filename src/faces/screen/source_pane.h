// The program's source around the line of whom the cursor is at, with a mark for each process on
// the line where it stands.
//
//            10  for (int i = 0; i < rounds; ++i) {
//   P.1 ▶    11    std::puts(line);
//   P   ·    12    ::sleep(3);
//
// The line stays in the middle, but for what was scrolled. ▶ is who can go on, · who waits.
#pragma once

#include <vector>

#include "faces/room.h"
#include "faces/screen/view.h"
#include "show/terminal/ink.h"

namespace procdemo::faces {

std::vector<Rich> source_pane(const View& view, const ToldRun& told, SourceText& source,
                              ScreenSize size, Scroll& scroll);

}  // namespace procdemo::faces
