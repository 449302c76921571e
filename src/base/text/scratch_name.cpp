#include "base/text/scratch_name.h"

#include <fmt/core.h>

#include <algorithm>

namespace procdemo::base {

namespace {

constexpr std::string_view mark = "/procdemo-";
constexpr std::size_t digits = 8;

}  // namespace

std::string scratch_name(unsigned chance) {
  return fmt::format("{}{:08x}", mark.substr(1), chance);
}

std::optional<ScratchName> find_scratch_name(std::string_view text, std::size_t from) {
  for (std::size_t at = from; (at = text.find(mark, at)) != text.npos; ++at) {
    const std::size_t begin = at + mark.size();
    const std::size_t end =
        std::min(text.find_first_not_of("0123456789abcdef", begin), text.size());
    if (end - begin == digits) return ScratchName{at, end - at};
  }
  return std::nullopt;
}

}  // namespace procdemo::base
