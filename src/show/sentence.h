// One event as one sentence. Its subject, the process, is named by who shows it.
#pragma once

#include <map>
#include <string>

#include "base/language.h"
#include "trace/event.h"

namespace procdemo {

/// How much room a sentence has.
enum class Room {
  line,    ///< a line of its own
  column,  ///< a column whose head shows name and PID
  narrow,  ///< the same, with room for a word or two
};

/// Tells events in words; remembers by which call each child was made until that child starts.
/// Texts of the program (commands, paths) are made harmless.
class Teller {
 public:
  explicit Teller(Language language) : language_(language) {}

  /// The sentence; empty for `print`, `line` and `summary`, which are shown otherwise or not, and
  /// for a birth in a column, which its head shows.
  std::string tell(const Event& event, Room room);

 private:
  Language language_;
  std::map<Name, std::string> calls_;  ///< the call that made a child which has not started yet
};

/// The limit that ended a run: briefly for Room::narrow, else a sentence with the option's name.
std::string limit_sentence(const event::Limit& limit, Language language, Room room);

/// How a number of processes or bytes is called: "1 process", "3 processes".
std::string count_processes(std::int64_t number, Language language);
std::string count_bytes(std::int64_t number, Language language);

/// Seconds as people write them: at most three decimals, none that says nothing.
std::string seconds_text(double seconds);

}  // namespace procdemo
