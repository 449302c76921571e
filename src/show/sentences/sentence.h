// One event as one sentence. Its subject, the process, is named by who shows it.
#pragma once

#include <string>

#include "base/language.h"
#include "show/room.h"
#include "show/row.h"

namespace procdemo::show {

/// How much room a sentence has.
enum class Room {
  line,    ///< a line of its own
  column,  ///< a column whose head shows name and PID
  narrow,  ///< the same, with room for a word or two
};

/// A row in words; a thread's begin with its name where they stand in its process's column. Empty
/// for what has none: `print`, `line`, `finding` and `summary`, and a birth in a column, which its
/// head shows. Commands, paths and texts in it are the program's own: hostile to whatever format
/// they get into.
std::string sentence(const Row& row, Language language, Room room);

/// The same, of a line that the program printed, too: as a sentence.
std::string telling(const Row& row, Language language, Room room);

/// The same with the line of the source where that is, if it is known.
std::string telling_where(const Row& row, Language language, Room room);

/// "waits for P.1 (fork.cpp:11)"; the words alone where `place` is empty.
std::string with_place(const std::string& words, const std::string& place, Language language);

/// The limit that ended a run: briefly for Room::narrow, else a sentence with the option's name.
std::string limit_sentence(const event::Limit& limit, Language language, Room room);

/// How a number of processes or bytes is called: "1 process", "3 processes".
std::string count_processes(std::int64_t number, Language language);
std::string count_bytes(std::int64_t number, Language language);

/// Seconds as people write them: at most three decimals, none that says nothing.
std::string seconds_text(double seconds);

/// The same of a span, which is not nothing because it is short: two digits that count, down to
/// nanoseconds.
std::string span_text(double seconds);

}  // namespace procdemo::show
