// [[question]]s as lesson.toml has them, and what is wrong with them, told with its place.
#include "catch.h"
#include "lesson/fixture.h"
#include "lesson/lesson.h"
#include "lesson/problems.h"
#include "lesson/questions/question_blocks.h"

namespace procdemo::lesson {
namespace {

using fixture::good_toml;

const std::string head =
    "\n[[question]]\nid = \"it\"\nwords = { en = \"What?\", zh = \"什么？\" }\n";

Lesson with(const std::string& question) {
  const fixture::Folder folder;
  return load_lesson(fixture::write_lesson(folder, "01-demo", good_toml + question));
}

bool refuses(const std::string& question, LessonProblem what, const std::string& line) {
  const Problem problem = fixture::problem_of([&] { with(question); });
  INFO(problem.args()[1]);
  const bool there =
      problem.args()[1] == std::to_string(fixture::line_of(line, good_toml + question));
  return problem.is(what) && there;
}

}  // namespace

TEST_CASE("a question is read with all that it has") {
  const Lesson lesson = with(head + R"(at = { event = "line", text = "{rounds}" }
when = { variant = "b", no-tty = true }
hints = [{ en = "Think.", zh = "想想。" }]
run = "demo --rounds 2 --max-processes 9 --no-tty"
[[question.choice]]
words = { en = "one", zh = "一" }
holds = { claim = "prints", broken = true }
[[question.choice]]
words = { en = "two", zh = "二" }
holds = [{ orders = "some", before = [{ event = "start" }, { event = "exit" }] }, { claim = "prints" }]
)");
  REQUIRE(lesson.questions.size() == 1);
  const Question& question = lesson.questions.front();
  CHECK(question.kind == Question::Kind::choice);
  CHECK(question.moment == Question::Moment::at);
  CHECK(question.when == OptionValues{{"variant", "b"}, {"no-tty", "true"}});
  CHECK(question.hints.size() == 1);
  CHECK(question.choices[0].holds[0].claim.expect_broken);
  CHECK(question.choices[1].holds[0].orders == Condition::Orders::some);
  CHECK(question.choices[1].holds.size() == 2);
  CHECK(needs_exploration(question));
}

TEST_CASE("what is wrong with a question is told with its line") {
  const std::string number = "number = { event = \"line\" }\n";
  const auto unknown = LessonProblem::key_unknown_nearest;
  CHECK(refuses(head + number + "asked = \"before\"\nhint = []\n", unknown, "hint = []"));
  CHECK(refuses(head + "asked = \"before\"\n", LessonProblem::question_kind, "[[question]]"));
  CHECK(refuses(head + number, LessonProblem::question_moment, "[[question]]"));
  CHECK(refuses(head + number + "asked = \"after\"\n", LessonProblem::question_after,
                "[[question]]"));
  CHECK(refuses(head + "asked = \"before\"\nnext = true\n", LessonProblem::question_now,
                "[[question]]"));
  CHECK(refuses(head + number + "asked = \"now\"\n", LessonProblem::key_type, "asked = \"now\""));
  CHECK(refuses(head + number + "asked = \"after\"\nrun = \"demo --round 2\"\n",
                LessonProblem::question_run, "run = \"demo"));
  CHECK(refuses(head + "asked = \"before\"\nnumber = { event = \"lime\" }\n",
                LessonProblem::claim_event, "number = { event = \"lime\""));
  const Problem about = fixture::problem_of([&] {
    with(head + "asked = \"before\"\n[[question.choice]]\nwords = { en = \"a\", zh = \"甲\" }\n" +
         "holds = { count = { event = \"lime\" }, equals = 1 }\n");
  });
  CHECK(about.is(LessonProblem::claim_event));
  CHECK(about.args().at(2) == "it");  // the question: what it is made of has no name
  const std::string choices =
      "[[question.choice]]\nwords = { en = \"a\", zh = \"甲\" }\ndoes = \"exit\"\n";
  CHECK(refuses(head + "at = { event = \"line\" }\ndoes = \"child\"\n" + choices + choices,
                LessonProblem::key_type, "does = \"child\""));
  const std::string of_fork = "[[question.choice]]\nwords = { en = \"b\", zh = \"甲\" }\n";
  CHECK(refuses(
      head + "at = { event = \"line\" }\ndoes = \"P\"\n" + choices + of_fork + "does = \"fork\"\n",
      LessonProblem::question_choice, of_fork));
  CHECK(refuses(head + "at = { event = \"line\" }\ndoes = \"P\"\n" + choices +
                    "[[question.choice]]\nwords = { en = \"b\", zh = \"乙\" }\ndoes = \"forks\"\n",
                LessonProblem::value_unknown_nearest, "does = \"forks\""));
  const std::string twice = head + number + "asked = \"before\"\n";
  const Problem again = fixture::problem_of([&] { with(twice + twice); });
  CHECK(again.is(LessonProblem::question_twice));
  CHECK(refuses(head + "asked = \"before\"\n[[question.output]]\nlines = [\"a\", \"b\"]\n" +
                    "[[question.output]] # again\nlines = [\"a\", \"b\"]\n",
                LessonProblem::question_output, "[[question.output]] # again"));
}

TEST_CASE("a page's blocks are questions, each mistake with its line in the page") {
  const std::string page =
      "# Class\n\n```question\nid = \"a\"\nasked = \"before\"\nrun = \"fork --rounds 1\"\n"
      "words = { en = \"What?\", zh = \"什么？\" }\nnumber = { event = \"line\" }\n```\n\n"
      "````markdown\n```question\nno = 1\n```\n````\n\n~~~ question\nid = \"b\"\n~~~\n";
  const fixture::Folder folder;
  const auto read = [&](const std::string& text) {
    return questions_in_page(folder.write("class.md", text));
  };
  const Problem problem = fixture::problem_of([&] { read(page); });
  CHECK(problem.is(LessonProblem::key_missing));
  CHECK(problem.args()[1] == std::to_string(fixture::line_of("~~~ question", page)));
  const std::string good = page.substr(0, page.find("~~~"));
  REQUIRE(read(good).size() == 1);
  CHECK(read(good).front().line == 3);
  CHECK(read("# Nothing is asked here\n").empty());
  std::string without = good;
  without.erase(without.find("run ="), without.find("words") - without.find("run ="));
  CHECK(fixture::problem_of([&] { read(without); }).is(LessonProblem::question_after));
}

}  // namespace procdemo::lesson
