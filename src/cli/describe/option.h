// What a command takes, described once. From it come the parser, --help, the man page, and what a
// shell completes.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "base/language.h"
#include "cli/room.h"

namespace procdemo::cli {

using Words = std::vector<std::string>;

/// A sentence that stands in the code. One that lacks a language, or is empty in one, does not
/// compile.
class Bilingual : public Wording {
 public:
  template <std::size_t en_size, std::size_t zh_size>
    requires(en_size > 1 && zh_size > 1)
  Bilingual(const char (&in_english)[en_size], const char (&in_chinese)[zh_size])
      : Wording{in_english, in_chinese} {}
  Bilingual(Wording words) : Wording(std::move(words)) {}
};

/// What an option or an operand takes.
struct Argument {
  enum class Kind {
    nothing,
    text,
    number,
    choice,
    file,
    folder,
    command,
    lesson,
    lesson_or_file,
    lesson_or_command
  };

  Kind kind = Kind::nothing;
  std::string shown = {};          ///< what the help calls it: "N", "FILE", "en|zh"
  Words choices = {};              ///< a choice: all there are; else words that it also takes
  double lowest = 0, highest = 0;  ///< of a number
  std::string left_out = {};       ///< of a choice: what is meant where no value is given

  bool empty() const { return kind == Kind::nothing; }
  bool operator==(const Argument&) const = default;

  /// Whether a word that stands behind the option is its value.
  bool takes(const std::string& word) const;

  static Argument one_of(Words choices);
  static Argument number(double lowest, double highest, std::string shown = "N", Words also = {}) {
    return {Kind::number, std::move(shown), std::move(also), lowest, highest};
  }
  static Argument text(std::string shown, Words known = {}) {
    return {Kind::text, std::move(shown), std::move(known)};
  }
  static Argument file(std::string shown = "FILE") { return {Kind::file, std::move(shown)}; }
};

/// `--name VALUE`, or `--name` where there is no value: a flag; or an operand, which is a word by
/// itself.
struct Option {
  std::string name;  ///< without dashes
  Argument value;
  Bilingual help;        ///< one sentence
  bool operand = false;  ///< `name` is then what the help calls it: "SRC"

  bool operator==(const Option&) const = default;
};

inline const Argument flag = {};

/// Options under one heading of the help.
struct OptionGroup {
  Bilingual heading;
  std::vector<Option> options;
};

/// A command, in the help of procdemo as a whole.
struct Listed {
  Bilingual usage;
  Bilingual summary;
};

/// What a command is called and takes. Every command also takes --help and -h.
struct Command {
  Bilingual usage;    ///< "procdemo show LESSON [options]"
  Bilingual summary;  ///< what it is for
  std::vector<OptionGroup> groups = {};
  std::size_t operands = 0;  ///< how many words beside options it takes at most
  Argument operand = {};     ///< what they are
  bool prefix = false;       ///< its options end at the first other word, as those of env(1) do
  std::vector<Listed> commands = {};
};

/// Its options, in the order of the help.
std::vector<Option> options_of(const Command& command);

}  // namespace procdemo::cli
