// Which characters a reader is shown as they are, in every format and sentence; there is no second
// list.
//
// Texts come from programs, command lines, files and lessons, and end at terminals, whatever the
// format: JSON is read there, too. A character that acts on a terminal, turns the direction of
// writing, or is not to be seen would move the cursor, answer for the user, or hide what is there
// ("Trojan Source", CVE-2021-42574). Such a character is written as an escape: \x1b, \u202e,
// \U000e0041 for people, JSON's own \u for programs.
#pragma once

#include <string>
#include <string_view>

#include "base/room.h"

namespace procdemo::base {

/// False for control characters (C0, DEL, C1, newline and tab among them); for all that Unicode
/// calls Default_Ignorable_Code_Point (DerivedCoreProperties.txt: marks of direction, characters
/// without width, variation selectors, tags, fillers that look like blanks) and the other invisible
/// controls; for separators of lines and paragraphs; and for what has no look that everybody
/// agrees on: private use, noncharacters, surrogates. The same on every machine: whether the C
/// library knows a character is another question (show/terminal/glyph.h).
bool shows_itself(char32_t character);

/// \x1b, \u202e or \U000e0041.
std::string escape_of(char32_t character);

/// \xff
std::string escape_of_byte(char byte);

/// `text` with escapes for what does not show itself, and for bytes that are not UTF-8. The
/// characters `kept`, which are ASCII, stay.
std::string shown(std::string_view text, std::string_view kept = "",
                  std::string (*escape)(char32_t) = escape_of);

/// How many bytes at the front of `text` need no look: printable ASCII.
std::size_t plain_prefix(std::string_view text);

/// How many bytes at the front of `text` are characters that show themselves.
std::size_t shown_prefix(std::string_view text);

}  // namespace procdemo::base
