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

}  // namespace

// Beyond its texts, JSON is ASCII, and its only control characters are the newlines of indentation:
// the texts' own are escaped already. So the rest is found without knowing what is a text.
std::string json_text(const nlohmann::ordered_json& json, int indent) {
  return shown(json.dump(indent, ' ', false, nlohmann::json::error_handler_t::replace), "\n",
               json_escape);
}

}  // namespace procdemo::trace
