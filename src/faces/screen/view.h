// What stands on the screen, as rows of text: made of a state, without a terminal.
//
//   step 7   3.000 s   fork
//   ● P 10000                              │         9  const char* line = …
//   ├ fork() = 10001 ────● P.1 10001       │ P.1 ▶  11  std::puts(line);
//   │ sleeps 3 s         │                 │ P   ▶  12  ::sleep(3);
//   Who goes next?
//   ▶ 1  P.1   line 11   prints --1--
//        P     line 12   P sleeps until 3 s
//   ? keys  q quit  n next  b back …
//
// Where two panes side by side would be too narrow, there is one, and Tab shows the next.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "faces/room.h"
#include "faces/screen/source_text.h"
#include "faces/screen/told.h"
#include "show/terminal/ink.h"
#include "trace/run_status.h"

namespace procdemo::faces {

enum class Pane { lanes, source, tree, variables, why, help };
constexpr std::size_t pane_count = 6;

/// A pane that does not show all of its rows.
struct Scroll {
  int by = 0;                ///< rows down from where it usually begins
  int above = 0, below = 0;  ///< so many are hidden
};
using Scrolls = std::array<Scroll, pane_count>;

/// Columns and rows of a terminal.
struct ScreenSize {
  int columns = 80;
  int rows = 24;
  bool operator==(const ScreenSize&) const = default;
};

/// The least that has room for all of it; in less there is still what fits.
constexpr ScreenSize least_screen{60, 16};

struct View {
  Language language = Language::en;
  bool spoken = false;  ///< as Style has it
  int step = 0;
  RunStatus status;
  int chosen = 0;     ///< of those who can go on, the cursor's
  std::string again;  ///< of what comes again with the next step; or empty
  bool asked = false;
  bool running = false;               ///< a step takes long
  Pane page = Pane::lanes;            ///< beside the lanes, where there is room for two
  std::string message;                ///< what was wrong with the last request; or empty
  std::string notice;                 ///< what the face itself did; or empty
  std::vector<std::string> why;       ///< the evidence that was asked for last, in lines
  std::optional<std::string> prompt;  ///< a command that is being typed
  Scrolls scrolls{};                  ///< of each pane
};

/// What stands at a place of the screen.
struct Shown {
  std::optional<Pane> pane{};
  std::optional<int> ready{};  ///< one of those who can go on
};

struct Picture {
  std::vector<Rich> rows;  ///< as many as the screen has, none wider
  int cursor_row = 0;
  int cursor_column = 0;
  Scrolls scrolls{};  ///< as the view's, without what was too many
  // From where to where which panes are, and the choices.
  int panes_top = 0, choices_top = 0;
  std::vector<std::optional<int>> choices;       ///< who stands in each row of their list
  int left_columns = 0;                          ///< of the first pane; 0: there is but one
  Pane left = Pane::lanes, right = Pane::lanes;  ///< the same one, where there is but one

  Shown at(int row, int column) const;
};

Picture picture_of(const View& view, ToldRun& told, SourceText& source, ScreenSize size);

/// Whether there is room for two panes side by side.
bool has_two_panes(ScreenSize size);

}  // namespace procdemo::faces
