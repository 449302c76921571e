#include "base/text/base64.h"

#include <algorithm>
#include <cstdint>
#include <stdexcept>

namespace procdemo::base {

namespace {
constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
}

std::string to_base64(std::string_view bytes) {
  std::string text;
  for (; !bytes.empty(); bytes.remove_prefix(std::min<std::size_t>(3, bytes.size()))) {
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      group = group << 8 | (i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0u);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      text += i <= bytes.size() ? alphabet[group >> (18 - 6 * i) & 63] : '=';
    }
  }
  return text;
}

std::string from_base64(std::string_view text) {
  if (text.size() % 4 != 0) throw std::invalid_argument("base64 of a length not divisible by 4");
  std::string bytes;
  for (; !text.empty(); text.remove_prefix(4)) {
    const std::size_t padding = text.size() > 4        ? 0
                                : text.ends_with("==") ? 2
                                                       : text.ends_with('=');
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      const std::size_t digit = i >= 4 - padding ? 0 : alphabet.find(text[i]);
      if (digit == alphabet.npos) throw std::invalid_argument("a character that is not base64");
      group = group << 6 | static_cast<std::uint32_t>(digit);
    }
    for (std::size_t i = 0; i < 3 - padding; ++i) bytes += static_cast<char>(group >> (16 - 8 * i));
  }
  return bytes;
}

}  // namespace procdemo::base
