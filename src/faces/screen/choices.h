// Who can go on, and who can't: the list that the reader chooses from.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "faces/room.h"
#include "faces/screen/view.h"
#include "show/terminal/ink.h"

namespace procdemo::faces {

struct ChoiceList {
  std::vector<Rich> rows;                  ///< the first one says what is asked
  std::vector<std::optional<int>> stands;  ///< in each row: one of those who can go on
  int chosen = 0;                          ///< the row of the cursor

  std::optional<int> stands_at(std::ptrdiff_t row) const;  ///< nobody where there is no such row
};

/// In no more than `size.rows` rows. Where all fit, a long sentence goes on below; where they do
/// not, each has one row, those around the chosen one are there, and the last row says how many are
/// left out.
ChoiceList choices_of(const View& view, ToldRun& told, ScreenSize size);

}  // namespace procdemo::faces
