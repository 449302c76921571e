#include "base/text/whole_number.h"

#include <algorithm>

namespace procdemo::base {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

bool is_word_char(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

std::size_t whole_number_at(std::string_view text, std::size_t at) {
  if (at > 0 && is_word_char(text[at - 1])) return 0;
  if (at > 1 && text[at - 1] == '.' && is_digit(text[at - 2])) return 0;
  const std::size_t end = std::min(text.find_first_not_of("0123456789", at), text.size());
  if (is_word_char(char_at(text, end))) return 0;
  if (char_at(text, end) == '.' && is_digit(char_at(text, end + 1))) return 0;
  return end - at;
}

}  // namespace procdemo::base
