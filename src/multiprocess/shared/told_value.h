// What an observer is told of a value (probe.h).
#pragma once

#include <algorithm>
#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>

namespace multiprocess {

/// The beginning of a text, up to a whole character of UTF-8; empty where it is no text.
inline std::string told_text(std::string_view text) {
  constexpr std::size_t longest = 60;
  std::size_t end = std::min(longest, text.size());
  while (end < text.size() && end > 0 && (text[end] & 0xC0) == 0x80) --end;
  const auto is_control = [](unsigned char byte) { return byte < ' ' || byte == 127; };
  text = text.substr(0, end);
  return std::any_of(text.begin(), text.end(), is_control) ? "" : std::string(text);
}

/// A number, a character, or the beginning of a text, as text; empty for any other type.
template <class T>
std::string told_value(const T& value) {
  if constexpr (std::same_as<T, char>) {
    return told_text(std::string_view(&value, 1));
  } else if constexpr (std::same_as<T, bool>) {
    return value ? "true" : "false";
  } else if constexpr (std::is_arithmetic_v<T>) {
    return std::to_string(value);
  } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
    return told_text(value);
  } else {
    return "";
  }
}

}  // namespace multiprocess
