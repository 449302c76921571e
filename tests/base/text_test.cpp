#include "base/text/gaps.h"
#include "base/text/lines.h"
#include "base/text/percent.h"
#include "base/text/utf8.h"
#include "catch.h"

using namespace procdemo::base;

TEST_CASE("a gap is any text, also none, and the ends are anchored") {
  CHECK(matches_with_gaps({"a", "z"}, "az"));
  CHECK(matches_with_gaps({"a", "z"}, "a to z"));
  CHECK_FALSE(matches_with_gaps({"a", "z"}, "a to z."));
  CHECK(matches_with_gaps({"", "b", ""}, "abc"));
  CHECK_FALSE(matches_with_gaps({"ab", "ba"}, "aba"));
  CHECK(matches_with_gaps({"a"}, "a"));
  CHECK_FALSE(matches_with_gaps({"[a]?"}, "ab"));
}

TEST_CASE("a zero byte is text like any other") {
  const std::string text("a\0b", 3);
  CHECK_FALSE(matches_with_gaps({"a"}, text));
  CHECK(matches_with_gaps({"a", "b"}, text));
}

TEST_CASE("wildcards are gaps between literals") {
  using Literals = std::vector<std::string>;
  CHECK(split_at("a[..]z", "[..]") == Literals{"a", "z"});
  CHECK(split_at("[..]", "[..]") == Literals{"", ""});
  CHECK(split_at("a", "[..]") == Literals{"a"});
}

TEST_CASE("what ends a text ends its last line, and begins none") {
  using Lines = std::vector<std::string>;
  CHECK(split("a\n\nb\n", "\n") == Lines{"a", "", "b"});
  CHECK(split("a\nb", "\n") == Lines{"a", "b"});
  CHECK(split("", "\n").empty());
  CHECK(split("a, b, ", ", ") == Lines{"a", "b"});
}

TEST_CASE("any text is one word, and comes back from it") {
  for (const std::string& text : {std::string("a b%20\t\x7f\n"), std::string("%"),
                                  std::string("%2"), std::string("\0 é", 4), std::string()}) {
    const std::string word = percent_encoded(text);
    CHECK(word.find_first_of(std::string(" \t\n\x7f\0", 5)) == std::string::npos);
    CHECK(percent_decoded(word) == text);
  }
}

TEST_CASE("a character is written as it is read") {
  for (const char32_t character :
       {U'a', U'é', U'行', U'😀', U'\x7F', U'\x80', U'\x7FF', U'\x800'}) {
    CHECK(is_utf8(encode(character)));
    CHECK(decode(encode(character)) == character);
  }
  CHECK(encode(0xD800) == encode(0xFFFD));
  CHECK(encode(0x110000) == encode(0xFFFD));
}
