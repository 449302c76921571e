// A line that a program has printed, as a reader sees it.
#pragma once

#include <vector>

#include "base/language.h"
#include "show/room.h"
#include "show/terminal/ink.h"
#include "trace/event.h"

namespace procdemo::show {

/// A program's line with its marks: ended without newline, torn by another's bytes.
Rich program_line(const event::Line& line, Ink ink, Language language);

/// The same in rows of at most `width` columns; marks that have no room get a row of their own.
std::vector<Rich> program_rows(const event::Line& line, Ink ink, Language language, int width);

}  // namespace procdemo::show
