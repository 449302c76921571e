// Questions as Moodle reads them: GIFT, with its control characters escaped, weights that it knows,
// and no blank line within a question.
#include "catch.h"
#include "questions/export.h"
#include "questions/fixture.h"
#include "questions/gift_reader.h"

namespace procdemo::questions {
namespace {

using questions::fixture::question;
using questions::fixture::three_lines;

std::string gift(const Question& asked, const Facts& facts) {
  const Lesson lesson{.id = "01-demo", .name = "demo"};
  return to_gift(lesson, {{asked, {facts, grade(asked, Answer(), facts)}}}, Language::en);
}

const std::string tail = "$CATEGORY: procdemo/01-demo\n\n";

}  // namespace

TEST_CASE("a number is the one that was counted") {
  const SeenRun run = three_lines();
  const Question asked = question("asked = \"before\"\nnumber = { event = \"line\" }");
  CHECK(gift(asked, {.run = &run}) ==
        tail +
            "::demo/it::[plain]What?\\nIt is about this run\\: procdemo demo\\na number {#=3}\n\n");
}

TEST_CASE("that there is none is a number, too") {
  const SeenRun run = three_lines();
  const Question asked = question("asked = \"before\"\nnumber = { event = \"exec\" }");
  const auto read = fixture::read_gift(gift(asked, {.run = &run}));
  REQUIRE(read.size() == 2);
  CHECK(read[1].kind == "numerical");
  CHECK(read[1].answers.at(0).text == "0");
}

TEST_CASE("what GIFT would take for its own is escaped") {
  const SeenRun run = three_lines();
  const Question asked = question(R"(
asked = "before"
why = { en = "a\n\nb", zh = "一" }
choice = [
  { words = { en = "{x} = #1 ~ a:b \\", zh = "一" }, holds = { count = { event = "line" }, equals = 3 } },
  { words = { en = "%50% a -> b", zh = "二" }, holds = { count = { event = "line" }, equals = 4 }, why = { en = "no = #", zh = "不" } },
]
)");
  const std::string text = gift(asked, {.run = &run});
  CHECK(text.find("\n  =\\{x\\} \\= \\#1 \\~ a\\:b \\\\\n") != text.npos);
  CHECK(text.find("\n  ~％50% a → b#no \\= \\#\n") != text.npos);
  CHECK(text.find("####a\\n\\nb\n}") != text.npos);
  CHECK(text.substr(tail.size(), text.size() - tail.size() - 2).find("\n\n") == text.npos);
}

TEST_CASE("where several are right each has its share, and a wrong one takes all") {
  const SeenRun run = three_lines();
  const Question asked = question(R"(
asked = "before"
many = true
choice = [
  { words = { en = "1", zh = "1" }, holds = { count = { event = "line" }, equals = 3 } },
  { words = { en = "2", zh = "2" }, holds = { count = { event = "fork" }, equals = 1 } },
  { words = { en = "3", zh = "3" }, holds = { count = { event = "exit" }, at_least = 1 } },
]
)");
  const std::string text = gift(asked, {.run = &run});
  CHECK(text.find("~%50%1\n  ~%50%2\n  ~%-100%3\n") != text.npos);
}

TEST_CASE("what could not be found out is a comment") {
  const Question asked = question("asked = \"before\"\nnumber = { event = \"line\" }");
  CHECK(gift(asked, {}) == tail + "// demo/it\n\n");
}

TEST_CASE("what stands in a question comes back from its GIFT as it was") {
  const SeenRun run = three_lines();
  const std::string hostile =
      GENERATE(as<std::string>{}, R"({x} = #1 ~ a:b \\ \\n //c ####d)", "[html]<b>", "[1] a", "[]",
               "[plain]", "TRUE", "0", "a %50%");
  const Question asked = question("asked = \"before\"\nwhy = { en = \"" + hostile +
                                  "\", zh = \"一\" }\nchoice = [\n"
                                  "{ words = { en = \"" +
                                  hostile +
                                  "\", zh = \"一\" },"
                                  " holds = { count = { event = \"line\" }, equals = 3 } },\n"
                                  "{ words = { en = \"FALSE\", zh = \"二\" },"
                                  " holds = { count = { event = \"line\" }, equals = 4 },"
                                  " why = { en = \"" +
                                  hostile + "\", zh = \"不\" } },\n]\n");
  const auto read = fixture::read_gift(gift(asked, {.run = &run}));
  REQUIRE(read.size() == 2);
  CHECK(read[1].feedback == asked.why.en);
  CHECK(read[1].answers.at(0).text == asked.choices[0].words.en);
  CHECK(read[1].answers.at(1).feedback == asked.choices[1].why.en);
}

}  // namespace procdemo::questions
