#include "findings/shortened.h"

#include <algorithm>

namespace procdemo::findings {

std::string shortened(std::string_view text) {
  constexpr std::size_t most = 40;
  std::size_t end = std::min({text.find('\n'), most, text.size()});
  const auto is_continuation = [](char byte) { return (byte & 0xC0) == 0x80; };  // of UTF-8
  while (end > 0 && end < text.size() && is_continuation(text[end])) --end;
  const std::string_view rest = text.substr(end);
  const bool whole = rest.empty() || rest == "\n";
  return std::string(text.substr(0, end)) + (whole ? "" : "...");
}

}  // namespace procdemo::findings
