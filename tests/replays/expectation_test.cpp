// What a block says is printed, against what was printed: matching, the difference, renewal.
#include "replays/expectation.h"

#include <chrono>

#include "catch.h"
#include "replays/alignment.h"
#include "replays/rewrite.h"

using namespace procdemo::replays;

namespace {

using Lines = std::vector<std::string>;

const Placeholders known = {
    {"[pid P]", "20001"}, {"[pid P.1]", "20002"}, {"[orphan P.1]", "1"}, {"{rounds}", "3"}};

bool fits_line(const std::string& expected, const std::string& came) {
  return line_matches(expected, came, known);
}

bool output(const Lines& expected, const Lines& came) {
  return output_matches(expected, came, known);
}

Lines renewed(const Lines& expected, const Lines& came, const Lines& again) {
  const Placeholders other = {{"[pid P]", "30001"}, {"[pid P.1]", "30002"}};
  return rewritten(expected, {came, known}, {again, other});
}

}  // namespace

TEST_CASE("a line matches itself, and [..] any text in it") {
  CHECK(fits_line("a b", "a b"));
  CHECK(fits_line("", ""));
  CHECK(fits_line("a  ", "a"));
  CHECK(fits_line("a", "a \t"));
  CHECK_FALSE(fits_line("a", "ab"));
  CHECK_FALSE(fits_line("ab", "a"));
  CHECK(fits_line("[..]", "anything"));
  CHECK(fits_line("[..]", ""));
  CHECK(fits_line("a[..]", "a"));
  CHECK(fits_line("a[..]c[..]e", "abcde"));
  CHECK(fits_line("2 processes, [..] s, status 0", "2 processes, 0.01 s, status 0"));
  CHECK_FALSE(fits_line("a[..]c[..]e", "abcd"));
  CHECK_FALSE(fits_line("ab[..]bc", "abc"));  // the ends don't overlap
  CHECK_FALSE(fits_line("b[..]", "ab"));
}

TEST_CASE("[pid NAME] is the PID of this run, or the canonical form's own word") {
  CHECK(fits_line("born as PID [pid P.1], of [pid P]", "born as PID 20002, of 20001"));
  CHECK(fits_line("born as PID [pid P.1]", "born as PID [pid P.1]"));
  CHECK(fits_line("parent [orphan P.1][..]", "parent 1!"));
  CHECK_FALSE(fits_line("born as PID [pid P.1]", "born as PID 20001"));
  CHECK_FALSE(fits_line("[pid P.9]", "20001"));
  CHECK_FALSE(fits_line("{rounds}", "3"));
  CHECK(fits_line("[pid P.1", "[pid P.1"));
}

TEST_CASE("... stands for any lines") {
  CHECK(output({}, {}));
  CHECK(output({"..."}, {}));
  CHECK(output({"..."}, {"a", "b"}));
  CHECK(output({"...", "b"}, {"a", "b"}));
  CHECK(output({"a", "..."}, {"a", "b", "c"}));
  CHECK(output({"a", "...", "c"}, {"a", "c"}));
  CHECK(output({"...", "b", "...", "d", "..."}, {"a", "b", "c", "d", "e"}));
  CHECK(output({"...", "...", "b"}, {"b"}));
  CHECK(output({"...", "b"}, {"b", "a", "b"}));
  CHECK_FALSE(output({}, {"a"}));
  CHECK_FALSE(output({"a"}, {}));
  CHECK_FALSE(output({"a", "..."}, {"b"}));
  CHECK_FALSE(output({"...", "b"}, {"b", "a"}));
  CHECK_FALSE(output({"...", "d", "...", "b", "..."}, {"a", "b", "c", "d", "e"}));
  CHECK_FALSE(output({"a", "...", "a"}, {"a"}));  // one line is not two
  CHECK_FALSE(output({" ...", "b"}, {"a", "b"}));
}

TEST_CASE("a block made to be slow is not") {
  Lines expected, came(3000, "a");
  for (int i = 0; i < 300; ++i) expected.insert(expected.end(), {"...", "a"});
  expected.push_back("b");
  CHECK_FALSE(output(expected, came));
  std::string pattern;
  for (int i = 0; i < 3000; ++i) pattern += "[..]a";
  CHECK_FALSE(fits_line(pattern + "b", std::string(3000, 'a')));
  align(Lines(5000, "x"), Lines(5000, "y"), known);  // too large for a table
}

TEST_CASE("the difference shows what did not come, what came, and where") {
  const Lines expected = {"one", "two", "three", "four", "five", "six"};
  const Lines came = {"one", "two", "THREE", "four", "five", "six", "seven"};
  CHECK(difference(expected, came, known, 10) ==
        "    10   one\n"
        "    11   two\n"
        "    12 - three\n"
        "       + THREE\n"
        "    13   four\n"
        "    14   five\n"
        "    15   six\n"
        "       + seven\n");
  CHECK(difference({"a", "b"}, {"b"}, known, 1) ==
        "     1 - a\n"
        "     2   b\n");
  CHECK(difference({"a"}, {"a"}, known, 1).empty());
}

TEST_CASE("what is the same, or elided, is not shown at length") {
  Lines expected = {"..."}, came;
  for (int i = 0; i < 20; ++i) came.push_back("elided " + std::to_string(i));
  for (int i = 0; i < 20; ++i) expected.push_back("same " + std::to_string(i));
  for (int i = 0; i < 20; ++i) came.push_back("same " + std::to_string(i));
  came.back() = "other";
  CHECK(difference(expected, came, known, 1) ==
        "    19   same 17\n"
        "    20   same 18\n"
        "    21 - same 19\n"
        "       + other\n");
}

TEST_CASE("an empty block is filled with what came") {
  CHECK(renewed({}, {"a", "PID 20001"}, {"a", "PID 30001"}) == Lines{"a", "PID [pid P]"});
  CHECK(renewed({}, {"x20002 20002"}, {"x20002 30002"}) == Lines{"x20002 [pid P.1]"});
}

TEST_CASE("what differs in another run becomes [..], word by word") {
  const Lines came = {"2 processes, 0.012 s, status 0"}, again = {"2 processes, 0.019 s, status 0"};
  CHECK(renewed({}, came, again) == Lines{"2 processes, [..] s, status 0"});
  CHECK(renewed({}, {"abc"}, {"xyz"}) == Lines{"abc"});  // nothing in common
  CHECK(renewed({}, {"at 0x1234 now"}, {"at 0x98 now"}) == Lines{"at [..] now"});
  CHECK(renewed({}, {"a", "b"}, {"a"}) == Lines{"a", "b"});
}

TEST_CASE("real times are never kept") {
  const Printed printed = {
      {"   0.123  P  | 1.5 0.123x", "2 processes, 0.01 s, status 0"}, {}, true};
  CHECK(rewritten({}, printed, printed) ==
        Lines{"   [..]  P  | 1.5 0.123x", "2 processes, [..] s, status 0"});
  const auto live = [](const std::string& line) {
    const Printed once = {{line}, {}, true};
    return rewritten({}, once, once).at(0);
  };
  CHECK(live("0.12") == "[..]");
  CHECK(live("0.12 3.456,7.89") == "[..] [..],[..]");
  CHECK(live("x0.12 _1.23 1.2.34 1.23. .12 1.2345 1.") == "x0.12 _1.23 1.2.34 1.23. .12 1.2345 1.");
  CHECK(live("中0.12") == "中[..]");
  const std::string digits(1'000'000, '1');
  CHECK(live(digits) == digits);
  CHECK(live(digits + ".25") == "[..]");
}

TEST_CASE("a line that changed a little is found among others") {
  const Lines expected = {"...", "   0.000  P        | old", "..."};
  const Lines came = {"head", "   0.000  P        starts", "   0.000  P        | new",
                      "   0.000  P        ends", "tail"};
  CHECK(renewed(expected, came, came) == Lines{"...", "   0.000  P        | new", "..."});
}

TEST_CASE("lines that still match keep the words that the teacher chose") {
  const Lines expected = {"...", "P [..] first", "P second", "..."};
  CHECK(renewed(expected, {"head", "P prints first", "P 2nd", "tail", "more"},
                {"head", "P prints first", "P 2nd", "tail", "more"}) ==
        Lines{"...", "P [..] first", "P 2nd", "..."});
  CHECK(renewed({"a", "b", "c"}, {"a", "c"}, {"a", "c"}) == Lines{"a", "c"});
}
