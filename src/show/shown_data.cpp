#include "show/shown_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/text/number_in.h"
#include "base/text/utf8.h"

namespace procdemo::show {

namespace {

constexpr std::size_t longest_text = 40, longest_numbers = 16;

bool is_text(const std::string& bytes) {
  const auto is_odd = [](unsigned char c) {
    return (c < ' ' && c != '\n' && c != '\t') || c == 127;
  };
  return is_utf8(bytes) && std::ranges::none_of(bytes, is_odd);
}

std::string in_quotes(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '\n') {
      quoted += "\\n";
    } else if (c == '\t') {
      quoted += "\\t";
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

std::string numbers(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    text += fmt::format("{}{:02x}", text.empty() ? "" : " ", static_cast<unsigned char>(c));
  }
  return text;
}

}  // namespace

std::string shown_value(const std::string& value) {
  return number_in<double>(value) ? value : in_quotes(value);
}

std::string shown_data(const std::string& first_bytes, std::int64_t all) {
  std::string bytes = first_bytes;
  if (bytes.size() > longest_text) bytes.resize(start_of_character(bytes, longest_text));
  const bool text = is_text(bytes);
  if (!text && bytes.size() > longest_numbers) bytes.resize(longest_numbers);
  const bool cut = static_cast<std::int64_t>(bytes.size()) < all;
  return (text ? in_quotes(bytes) : numbers(bytes)) + (cut ? " …" : "");
}

}  // namespace procdemo::show
