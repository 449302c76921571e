// A text line by line, as a loop reads it:
//
//     for (std::string_view line; next_line(rest, line);)
#pragma once

#include <algorithm>
#include <string_view>

namespace procdemo {

/// Takes the first line off `text`, without its newline; false when nothing is left. What stands
/// behind the last newline is a line, too.
inline bool next_line(std::string_view& text, std::string_view& line) {
  if (text.empty()) return false;
  line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(line.size() + 1, text.size()));
  return true;
}

}  // namespace procdemo
