// What a reader is shown as it is: the one list, and JSON that is safe to print.
#include "base/text/shown.h"

#include <nlohmann/json.hpp>

#include "base/text/utf8.h"
#include "catch.h"
#include "sanitized.h"
#include "trace/json_text.h"

using namespace procdemo::trace;

namespace {

std::string utf8_of(char32_t c) {
  const auto byte = [](unsigned value) { return static_cast<char>(value); };
  const unsigned n = c;
  if (n < 0x80) return {byte(n)};
  if (n < 0x800) return {byte(0xC0 | n >> 6), byte(0x80 | (n & 0x3F))};
  if (n < 0x10000) {
    return {byte(0xE0 | n >> 12), byte(0x80 | (n >> 6 & 0x3F)), byte(0x80 | (n & 0x3F))};
  }
  return {byte(0xF0 | n >> 18), byte(0x80 | (n >> 12 & 0x3F)), byte(0x80 | (n >> 6 & 0x3F)),
          byte(0x80 | (n & 0x3F))};
}

bool is_surrogate(char32_t c) {
  return c >= 0xD800 && c <= 0xDFFF;
}

}  // namespace

TEST_CASE("what acts on a terminal, turns directions, or is not to be seen does not show itself") {
  for (const char32_t c :
       {0x00,    0x07,    0x09,    0x0A,    0x1B,    0x7F,    0x80,   0x9B,   0x9F,    0xAD,
        0x034F,  0x061C,  0x115F,  0x180E,  0x200B,  0x200C,  0x200D, 0x200E, 0x200F,  0x2028,
        0x2029,  0x202A,  0x202E,  0x2060,  0x2066,  0x2069,  0x206F, 0x3164, 0xD800,  0xE000,
        0xF8FF,  0xFDD0,  0xFE0F,  0xFEFF,  0xFFA0,  0xFFF9,  0xFFFE, 0xFFFF, 0x1D159, 0x1FFFE,
        0xE0001, 0xE0041, 0xE007F, 0xE0100, 0xF0000, 0x10FFFD}) {
    INFO(static_cast<unsigned>(c));
    CHECK_FALSE(shows_itself(c));
  }
  for (const char32_t c :
       {0x20, 0x7E, 0xA0, 0xAC, 0xAE, 0xE9, 0x301, 0x061D, 0x200A, 0x2010, 0x2027, 0x202F, 0x2500,
        0x4E2D, 0xFF0C, 0xFFFD, 0x1F600, 0x20000, 0x3FFFD}) {
    INFO(static_cast<unsigned>(c));
    CHECK(shows_itself(c));
  }
}

TEST_CASE("a text is shown with escapes for what does not show itself") {
  CHECK(shown("\x1b[31m\u202E\U000E0041\xff中\n") == "\\x1b[31m\\u202e\\U000e0041\\xff中\\x0a");
  CHECK(shown("a\nb\u200b", "\n") == "a\nb\\u200b");
}

TEST_CASE("of all characters, JSON holds only those that show themselves, and means the same") {
  constexpr char32_t last = procdemo::base::is_sanitized ? 0x1FFFF : 0x10FFFF;
  std::string all;
  for (char32_t c = 0; c <= last; ++c) {
    if (!is_surrogate(c)) all += utf8_of(c);
  }
  const nlohmann::ordered_json json = {{"text", all}, {all, 1}};
  for (const int indent : {-1, 2}) {
    std::string text = json_text(json, indent);
    CHECK(nlohmann::ordered_json::parse(text) == json);
    std::erase(text, '\n');
    CHECK(shown_prefix(text) == text.size());
  }
}

TEST_CASE("JSON of what is no UTF-8 is JSON all the same") {
  CHECK(json_text(nlohmann::ordered_json("a\xff")) == "\"a\uFFFD\"");
  CHECK(json_text(nlohmann::ordered_json("\x7f\u009b\u202e\u2066\u200b\U000E0041中")) ==
        R"("\u007f\u009b\u202e\u2066\u200b\udb40\udc41中")");
}

TEST_CASE("a text is cut between two characters") {
  CHECK(start_of_character("abc", 2) == 2);
  CHECK(start_of_character("abc", 9) == 3);
  CHECK(start_of_character("a中b", 1) == 1);
  CHECK(start_of_character("a中b", 2) == 1);
  CHECK(start_of_character("a中b", 3) == 1);
  CHECK(start_of_character("a中b", 4) == 4);
  CHECK(start_of_character("\x80\x80\x80\x80\x80", 4) == 4);
  CHECK(start_of_character("\xe4\xb8", 1) == 1);
}
