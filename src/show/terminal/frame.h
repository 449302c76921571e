// What is told around a run, laid out for a terminal.
#pragma once

#include <string>

#include "show/narrator.h"
#include "show/room.h"
#include "show/sentences/finding_words.h"
#include "show/terminal/sheet.h"
#include "show/writer.h"

namespace procdemo::show {

/// Title, what to look at, the source that matters, guards and limits; under `watch` a line.
std::string before_run(const Run& run, const Style& style);

/// Above the rows of the picture that show why a claim does not hold.
std::string above_broken(const Style& style);

/// One of what is wrong with a program, with what to do about it.
void finding_rows(Sheet& sheet, const ShownFinding& finding, const Style& style);

/// How it ended, the tree of its processes where there is one, the claims, what is wrong with the
/// program, what to try next. What shows a claim that holds, and when what shows a finding came, is
/// told where `style.evidence` asks for it.
std::string after_run(const Ending& ending, const Style& style);

}  // namespace procdemo::show
