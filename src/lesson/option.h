// A lesson's options: handed to its program as positional arguments, in their order, so that the
// program also runs by hand (`./fork 3`).
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/language.h"
#include "claims/placeholder.h"
#include "lesson/reading/toml.h"
#include "lesson/room.h"

namespace procdemo::lesson {

/// A path is any text; the program itself checks what it needs it to be. Relative ones are the
/// user's: the program runs in the user's folder.
struct LessonOption {
  enum class Kind { number, choice, flag, path };
  std::string name;  ///< "rounds", given as --rounds 3
  Kind kind = Kind::number;
  std::string initial;             ///< its default; for a flag "false"; a path's may hold {scratch}
  double lowest = 0, highest = 0;  ///< numbers
  bool whole = true;               ///< numbers: without a fraction
  std::vector<std::string> choices;
  bool operand = false;  ///< paths: given as a word without a name, in the order of the options
  Wording help;

  /// As the user writes it: "--rounds", or "SRC" for an operand.
  std::string shown() const;
};

/// In a path's default: a folder of the run's own, which is removed when the run ends.
inline constexpr std::string_view scratch_mark = "{scratch}";

/// --in: which of a lesson's programs is run, the one in C++ or the one in Python. Commands that
/// take it take it with these words.
const LessonOption& program_language();

/// Whether a run with these values is one of the program in Python.
bool is_python(const OptionValues& values);

/// What procdemo's own commands take beside a lesson's options: one of these has another name. (The
/// commands are described in cli/, which a test holds this to.)
const std::set<std::string>& reserved_options();

/// The [[option]]s of a lesson.toml, read and checked. Throws Problem.
std::vector<LessonOption> read_options(const Node& list);

/// Checks what the user gave (by name, without dashes; a flag as "true") and fills in the defaults;
/// numbers come out in one form ("03" as "3"). Throws Problem.
OptionValues check_options(const std::vector<LessonOption>& options, const OptionValues& given);

}  // namespace procdemo::lesson
