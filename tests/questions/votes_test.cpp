// How a class has voted, as a teacher types it.
#include "questions/votes.h"

#include "catch.h"
#include "questions/fixture.h"

namespace procdemo::questions {
namespace {

using questions::fixture::question;

const std::string three_choices = R"(
asked = "before"
choice = [
  { words = { en = "1", zh = "1" }, holds = { count = { event = "line" }, equals = 3 } },
  { words = { en = "2", zh = "2" }, holds = { count = { event = "fork" }, equals = 1 } },
  { words = { en = "3", zh = "3" }, holds = { count = { event = "exit" }, at_least = 1 } },
]
)";
const std::string a_number = "asked = \"before\"\nnumber = { event = \"line\" }";

std::string tallied(const Question& asked, const std::string& text) {
  const auto votes = read_votes(asked, text);
  if (!votes) return "no votes";
  std::string all;
  for (const Vote& vote : *votes) {
    all += (all.empty() ? "" : " ") + vote.answer + " " + std::to_string(vote.count);
  }
  return all;
}

}  // namespace

TEST_CASE("votes are letters and numbers, in any order; a choice without them has none") {
  const Question asked = question(three_choices);
  for (const char* text : {"a 12 b 7", "a12b7", " B:7, A = 12", "b 7 a 12 ", "ａ１２　ｂ：７"}) {
    CHECK(tallied(asked, text) == "a 12 b 7 c 0");
  }
  for (const char* none : {"", "a", "12", "a 12 b", "d 3", "a 1 a 2", "a -1", "a 1000001", "a 12 x",
                           "none 3", "ab 3", "a 1.5", "a 99999999999", "票 3", "\xff 3"}) {
    CHECK(tallied(asked, none) == "no votes");
  }
}

TEST_CASE("where several are right, hands are counted for each, or for some at once") {
  const Question asked = question("many = true\n" + three_choices);
  CHECK(tallied(asked, "a 12 c 7 none 2") == "a 12 b 0 c 7 none 2");
  CHECK(tallied(asked, "ab 5 a 3") == "a 8 b 5 c 0");
}

TEST_CASE("a number stands before those who say it, and the smallest first") {
  const Question asked = question(a_number);
  CHECK(tallied(asked, "8 7 6 12") == "6 12 8 7");
  CHECK(tallied(asked, "6: 12, 8: 7") == "6 12 8 7");
  for (const char* none : {"6", "6 12 8", "6 12 06 7", "-6 2", "a 12"}) {
    CHECK(tallied(asked, none) == "no votes");
  }
}

TEST_CASE("orders and names of processes have votes, too; an order of steps has none") {
  const Question lines = question("asked = \"before\"\nrun = \"demo\"\norder = [\"1\", \"2\"]");
  CHECK(tallied(lines, "ba 9 ab 4") == "b a 9 a b 4");
  const Question names = question("at = { event = \"line\" }\nnext = true");
  CHECK(tallied(names, "P.1 7 P 12 P.1+P.2 5") == "P 12 P.1 12 P.2 5");
  const Question steps = question(
      "asked = \"after\"\nrun = \"demo\"\n"
      "schedule = { before = [{ event = \"line\" }, { event = \"exit\" }] }");
  CHECK_FALSE(takes_votes(steps));
  CHECK(tallied(steps, "P 3") == "no votes");
}

TEST_CASE("what a teacher is shown as an example are votes, and begins them") {
  for (const std::string& text :
       {three_choices, a_number, std::string("at = { event = \"line\" }\nnext = true"),
        std::string("asked = \"before\"\nrun = \"demo\"\norder = [\"1\", \"2\"]")}) {
    const Question asked = question(text);
    const std::string example = example_of_votes(asked);
    CHECK(read_votes(asked, example));
    CHECK(begins_votes(asked, static_cast<char32_t>(example.front())));
    for (const char32_t key : {U' ', U's', U'q', U'票'}) CHECK_FALSE(begins_votes(asked, key));
  }
}

TEST_CASE("the largest bar has all columns, and whoever has a vote has one") {
  CHECK(bars_of({{"a", 1'000'000}, {"b", 1}, {"c", 0}, {"d", 500'000}}, 40) ==
        std::vector<int>{40, 1, 0, 20});
  CHECK(bars_of({{"a", 0}}, 40) == std::vector<int>{0});
}

}  // namespace procdemo::questions
