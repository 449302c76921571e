// What a reader types, as an answer.
#include "questions/answer.h"

#include "catch.h"
#include "questions/fixture.h"

namespace procdemo::questions {
namespace {

using questions::fixture::question;

using Letters = std::vector<std::size_t>;

const std::string choices = R"(
asked = "before"
choice = [
  { words = { en = "one", zh = "一" }, holds = { count = { event = "line" }, equals = 3 } },
  { words = { en = "two", zh = "二" }, holds = { count = { event = "line" }, equals = 4 } },
  { words = { en = "three", zh = "三" }, holds = { count = { event = "fork" }, equals = 1 } },
]
)";

std::string again(const Question& asked, const std::string& text) {
  const auto answer = read_answer(asked, text);
  return answer ? text_of(asked, *answer) : "no answer";
}

}  // namespace

TEST_CASE("a number is one that counts something") {
  const Question asked = question("asked = \"before\"\nnumber = { event = \"line\" }");
  CHECK(again(asked, " 6\r\n") == "6");
  CHECK(again(asked, "0") == "0");
  for (const char* none : {"", "-1", "six", "6 7", "6.5"}) CHECK(again(asked, none) == "no answer");
}

TEST_CASE("of a choice one letter is typed, or several where several may be right") {
  const Question one = question(choices), several = question("many = true\n" + choices);
  CHECK(again(one, "b") == "b");
  CHECK(again(one, "B ") == "b");
  for (const char* none : {"a b", "d", "1", "none", "aa"}) CHECK(again(one, none) == "no answer");
  CHECK(again(several, "c, a") == "a c");
  CHECK(again(several, "ca") == "a c");
  CHECK(again(several, "none") == "none");
  CHECK(again(several, "a a") == "no answer");
}

TEST_CASE("lines are put in order by all of their letters") {
  const Question asked =
      question("asked = \"before\"\nrun = \"demo\"\norder = [\"one\", \"two\", \"one\"]");
  CHECK(read_answer(asked, "c a b")->chosen == Letters{2, 0, 1});
  for (const char* none : {"a b", "a b b", "a b d"}) CHECK(again(asked, none) == "no answer");
}

TEST_CASE("who can go on is told by names, in any order") {
  const Question asked = question("at = { event = \"line\" }\nnext = true");
  CHECK(again(asked, "p.1, P") == "P P.1");
  CHECK(again(asked, "none") == "none");
  CHECK(again(asked, "Paul") == "no answer");
}

TEST_CASE("an order is told by its token, or by who goes") {
  const Question asked = question(
      "asked = \"after\"\nrun = \"demo\"\n"
      "schedule = { before = [{ event = \"line\" }, { event = \"exit\" }] }");
  CHECK(again(asked, "demo@c") == "demo@c");
  CHECK(again(asked, "P P.1 P") == "P P.1 P");
  CHECK(again(asked, "demo@!") == "no answer");
}

}  // namespace procdemo::questions
