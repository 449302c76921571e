#include "trace/json_text.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text/shown.h"

namespace procdemo::trace {

namespace {

std::string json_escape(char32_t character) {
  const auto number = static_cast<unsigned>(character);
  if (number < 0x10000) return fmt::format("\\u{:04x}", number);
  const unsigned offset = number - 0x10000;  // a pair of surrogates (RFC 2781)
  return fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + (offset >> 10), 0xDC00 + (offset & 0x3FF));
}

// Nothing of ours is deeper; the parser would take memory for every bracket of a hostile text.
bool is_too_deep(std::string_view text) {
  constexpr int deepest = 16;
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\')
      ++i;
    else if (text[i] == '"')
      quoted = !quoted;
    else if (!quoted && (text[i] == '[' || text[i] == '{'))
      depth += 1;
    else if (!quoted && (text[i] == ']' || text[i] == '}'))
      depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}

}  // namespace

// Beyond its texts, JSON is ASCII, and its only control characters are the newlines of indentation:
// the texts' own are escaped already. So the rest is found without knowing what is a text.
std::string json_text(const nlohmann::ordered_json& json, int indent) {
  return shown(json.dump(indent, ' ', false, nlohmann::json::error_handler_t::replace), "\n",
               json_escape);
}

nlohmann::ordered_json json_from(std::string_view text) {
  using Json = nlohmann::ordered_json;
  return is_too_deep(text) ? Json(Json::value_t::discarded) : Json::parse(text, nullptr, false);
}

}  // namespace procdemo::trace
