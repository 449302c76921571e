#include "base/text/abbreviated.h"

#include "base/text/utf8.h"

namespace procdemo::base {

std::string abbreviated(std::string_view word, std::size_t kept) {
  if (word.size() <= 3 * kept) return std::string(word);
  const std::string_view begin = word.substr(0, start_of_character(word, kept));
  const std::string_view end = word.substr(start_of_character(word, word.size() - kept));
  return std::string(begin) + " … " + std::string(end);
}

}  // namespace procdemo::base
