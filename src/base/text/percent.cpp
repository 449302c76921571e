#include "base/text/percent.h"

namespace procdemo::base {

namespace {
constexpr std::string_view hex_digits = "0123456789abcdef";
}

std::string percent_encoded(std::string_view text) {
  constexpr unsigned char del = 0x7f;
  std::string word;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > ' ' && c != '%' && byte != del) {
      word += c;
    } else {
      word += {'%', hex_digits[byte >> 4], hex_digits[byte & 15]};
    }
  }
  return word;
}

std::string percent_decoded(std::string_view word) {
  std::string text;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const bool written = word[i] == '%' && i + 2 < word.size();
    const std::size_t high = written ? hex_digits.find(word[i + 1]) : 0;
    const std::size_t low = written ? hex_digits.find(word[i + 2]) : 0;
    text += written ? static_cast<char>(high << 4 | low) : word[i];
    if (written) i += 2;
  }
  return text;
}

}  // namespace procdemo::base
