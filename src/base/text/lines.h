// A text line by line, or cut at another separator, as a loop reads it:
//
//     for (std::string_view line; next_line(rest, line);)
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/room.h"

namespace procdemo::base {

/// Takes the first part off `text`, without the separator; false when nothing is left. What stands
/// behind the last separator is a part, too, unless it is empty.
inline bool next_part(std::string_view& text, std::string_view& part, std::string_view separator) {
  if (text.empty()) return false;
  part = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(part.size() + separator.size(), text.size()));
  return true;
}

inline bool next_line(std::string_view& text, std::string_view& line) {
  return next_part(text, line, "\n");
}

/// All of them.
inline std::vector<std::string> split(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  for (std::string_view part; next_part(text, part, separator);) parts.emplace_back(part);
  return parts;
}

}  // namespace procdemo::base
