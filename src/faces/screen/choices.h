// Who can go on, and who can't: the list that the reader chooses from.
#pragma once

#include <vector>

#include "faces/room.h"
#include "faces/screen/view.h"
#include "show/terminal/ink.h"

namespace procdemo::faces {

struct ChoiceList {
  std::vector<Rich> rows;  ///< the first one says what is asked
  int chosen = 0;          ///< the row of the cursor
  int first = 0;           ///< how many rows stand before these

  /// As many as there is room for, the chosen one among them; the last one says how many are left
  /// out.
  ChoiceList around_chosen(int height, Language language) const;
};

ChoiceList choices_of(const View& view, ToldRun& told);

}  // namespace procdemo::faces
