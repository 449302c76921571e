// Texts with wildcards (`*`) and placeholders that a run fills in.
//
//   *              any text, also none
//   [pid P.1]      the PID that P.1 had in this run
//   [orphan P.1]   the PID of the parent that P.1 got as an orphan
//   {rounds}       the value of an option of the lesson, or of a limit ({max-processes})
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "claims/room.h"
#include "trace/trace.h"

namespace procdemo::claims {

/// Options' values as the program gets them, by name ("rounds"). A flag that is given is "true".
using OptionValues = std::map<std::string, std::string>;

struct TextPart {
  enum class Kind { literal, any, placeholder };
  Kind kind;
  std::string text;  ///< a placeholder's with its brackets: "[pid P.1]", "{rounds}"
};
std::vector<TextPart> parts_of(std::string_view text);

/// What placeholders stand for in one run: "[pid P.1]" -> "4212", "{rounds}" -> "3".
using Placeholders = std::map<std::string, std::string, std::less<>>;

Placeholders placeholders_of(const std::vector<Event>& events, const OptionValues& options,
                             const Limits& limits);

/// The limits as claims know them: by the names of their options.
OptionValues limit_values(const Limits& limits);

/// A text whose placeholders are filled in: literals with any text between them.
class TextMatcher {
 public:
  TextMatcher(std::string_view text, const Placeholders& placeholders);
  bool matches(std::string_view text) const;
  bool plain() const { return plain_; }  ///< it had neither * nor a placeholder

 private:
  std::vector<std::string> literals_;  ///< empty: a placeholder stands for nothing in this run
  bool plain_ = true;
};

}  // namespace procdemo::claims
