// Answers held against a run, and against what every order of it has shown.
#include "questions/grade.h"

#include "catch.h"
#include "questions/fixture.h"
#include "questions/wording.h"

namespace procdemo::questions {
namespace {

using questions::fixture::question;
using questions::fixture::three_lines;

Grade graded(const Question& asked, const std::string& answer, const Facts& facts) {
  const auto given = read_answer(asked, answer);
  REQUIRE(given);
  return grade(asked, *given, facts);
}

const std::string who_is_first = R"(
asked = "before"
run = "demo"
[[question.choice]]
words = { en = "the parent", zh = "父进程" }
holds = { orders = "every", before = [{ event = "line", process = "P" }, { event = "line", process = "P.1" }] }
why = { en = "It runs already.", zh = "它已经在运行。" }
[[question.choice]]
words = { en = "either", zh = "都可能" }
holds = [
  { orders = "some", before = [{ event = "line", process = "P" }, { event = "line", process = "P.1" }] },
  { orders = "some", before = [{ event = "line", process = "P.1" }, { event = "line", process = "P" }] },
]
)";

}  // namespace

TEST_CASE("a number is held against the events that match, and those show it") {
  const SeenRun run = three_lines();
  const Question asked = question(
      "asked = \"before\"\nnumber = { event = \"line\" }\n"
      "tempting = [{ answer = 2, why = { en = \"Two prints.\", zh = \"两次。\" } }]");
  CHECK(graded(asked, "3", {.run = &run}).right == true);
  const Grade wrong = graded(asked, "2", {.run = &run});
  CHECK(wrong.right == false);
  CHECK(wrong.best->number == 3);
  CHECK(wrong.shown.events == std::vector<std::size_t>{3, 4, 5});
  REQUIRE(wrong.tempting.size() == 1);
  CHECK(wrong.tempting[0].en == "Two prints.");
  CHECK(graded(asked, "4", {.run = &run}).tempting.empty());
}

TEST_CASE("a wrong choice is shown by what it speaks of, and by what the right one does") {
  const SeenRun run = three_lines();
  const Question asked = question(R"(
at = { event = "exit" }
[[question.choice]]
words = { en = "P alone", zh = "只有 P" }
holds = { count = { event = "line", process = "P" }, equals = 3 }
[[question.choice]]
words = { en = "both", zh = "都打印" }
holds = { count = { event = "line" }, equals = 3 }
)");
  const Grade wrong = graded(asked, "a", {.run = &run});
  CHECK(wrong.right == false);
  CHECK(wrong.shown.events == std::vector<std::size_t>{3, 4, 5});
}

TEST_CASE("a choice that says what never happens, and what does, is shown by what does") {
  const SeenRun run = three_lines();
  const Question asked = question(R"(
at = { event = "exit" }
[[question.choice]]
words = { en = "it forks again", zh = "再次 fork" }
holds = { count = { event = "fork", process = "P.1" }, at_least = 1 }
[[question.choice]]
words = { en = "it prints, and forks no more", zh = "打印，不再 fork" }
holds = [
  { count = { event = "fork", process = "P.1" }, equals = 0 },
  { count = { event = "line" }, equals = 3 },
]
)");
  CHECK(graded(asked, "a", {.run = &run}).shown.events == std::vector<std::size_t>{3, 4, 5});
}

TEST_CASE("without a run nothing is right or wrong") {
  const Question asked = question("asked = \"before\"\nnumber = { event = \"line\" }");
  CHECK_FALSE(graded(asked, "3", {}).right);
}

TEST_CASE("what is so in some order is known of one, what in every order of all of them") {
  const Question asked = question(who_is_first);
  Explored both{.complete = true,
                .conditions = {{"demo@r", "demo@c"}, {"demo@r", "demo@c"}, {"demo@c", "demo@r"}}};
  const Grade wrong = graded(asked, "a", {.explored = &both});
  CHECK(wrong.right == false);
  CHECK(wrong.shown.token == "demo@c");
  CHECK(wrong.tempting.size() == 1);
  CHECK(wrong.best->chosen == std::vector<std::size_t>{1});
  CHECK(graded(asked, "b", {.explored = &both}).right == true);

  both.complete = false;
  CHECK(graded(asked, "a", {.explored = &both}).right == false);
  CHECK(graded(asked, "b", {.explored = &both}).right == true);
}

TEST_CASE("an incomplete search calls nothing impossible, and nothing certain") {
  const Question asked = question(who_is_first);
  Explored one{.complete = false, .conditions = {{"demo@r", ""}, {"demo@r", ""}, {"", "demo@r"}}};
  CHECK_FALSE(graded(asked, "a", {.explored = &one}).right);
  CHECK_FALSE(graded(asked, "b", {.explored = &one}).right);
  one.complete = true;
  CHECK(graded(asked, "a", {.explored = &one}).right == true);
  CHECK(graded(asked, "b", {.explored = &one}).right == false);
}

TEST_CASE("an output is possible where an order gave it") {
  const Question asked = question(
      "asked = \"before\"\nrun = \"demo\"\n"
      "output = [{ lines = [\"1\", \"2\"] }, { lines = [\"2\", \"1\"] }]");
  Explored found{.complete = true, .outputs = {{"1\n2\n", "demo@r"}}};
  CHECK(graded(asked, "a", {.explored = &found}).right == true);
  const Grade wrong = graded(asked, "b", {.explored = &found});
  CHECK(wrong.right == false);
  CHECK(wrong.best->chosen == std::vector<std::size_t>{0});
  CHECK(graded(asked, "none", {.explored = &found}).shown.token == "demo@r");
  found.complete = false;
  CHECK_FALSE(graded(asked, "a", {.explored = &found}).right);
  CHECK_FALSE(graded(asked, "a b", {.explored = &found}).right);
}

TEST_CASE("lines are in order where an order of the run printed them so") {
  const Question asked =
      question("asked = \"before\"\nrun = \"demo\"\norder = [\"1\", \"2\", \"1\"]");
  Explored found{.complete = true, .outputs = {{"2\n1\n1\n", "demo@c"}}};
  CHECK(graded(asked, "b a c", {.explored = &found}).right == true);
  CHECK(graded(asked, "b c a", {.explored = &found}).right == true);
  const Grade wrong = graded(asked, "a b c", {.explored = &found});
  CHECK(wrong.right == false);
  CHECK(text_of(asked, *wrong.best) == "b a c");
  CHECK(wrong.shown.token == "demo@c");
}

TEST_CASE("who can go on is read off the run as it stood") {
  const Question asked = question("at = { event = \"line\" }\nnext = true");
  const RunStatus stand{
      .ready = {{.name = "P", .call = "write"}, {.name = "P.1", .call = "start"}}};
  CHECK(graded(asked, "P.1 P", {.stand = &stand}).right == true);
  CHECK(graded(asked, "P", {.stand = &stand}).right == false);
}

TEST_CASE("what happened is told in rows that fit whoever reads it") {
  const SeenRun run = three_lines();
  const Question asked = question("asked = \"before\"\nnumber = { event = \"fork\" }");
  const Facts facts{.run = &run};
  const Told told = told_of(asked, *read_answer(asked, "3"), graded(asked, "3", facts), facts,
                            {"demo", "demo"}, {Language::en, 40});
  CHECK(told.events.size() > 1);  // of one event
  for (const std::string& row : told.events) {
    INFO(row);
    CHECK(row.size() <= 40);
    CHECK(row.starts_with("  "));
  }
}

TEST_CASE("an order that does what was asked for is told with the command that shows it") {
  const Question asked = question("asked = \"after\"\nrun = \"demo\"\nschedule = { before = [" +
                                  std::string("{ event = \"line\", process = \"P.1\" }, ") +
                                  "{ event = \"line\", process = \"P\" }] }");
  const Grade found{.right = false, .best = Answer{.token = "demo@r1-x"}};
  for (const Told& told :
       {answer_of(asked, {}, found, {}, {"demo", "run demo"}, {}),
        told_of(asked, *read_answer(asked, "P"), found, {}, {"demo", "run demo"}, {})}) {
    CHECK(told.command == "procdemo run demo --schedule demo@r1-x");
  }
}

TEST_CASE("where an answer is not known, the reason is") {
  const Question does = question(
      "at = { event = \"line\" }\ndoes = \"P.9\"\n"
      "[[question.choice]]\nwords = { en = \"ends\", zh = \"结束\" }\ndoes = \"exit\"\n"
      "[[question.choice]]\nwords = { en = \"forks\", zh = \"fork\" }\ndoes = \"fork\"");
  const SeenRun run = three_lines();
  const RunStatus stand{
      .ready = {{.name = "P", .call = "write"}, {.name = "P.1", .call = "start"}}};
  const auto reason = [&](const Facts& facts) {
    const Grade grade = graded(does, "a", facts);
    CHECK_FALSE(grade.right);
    const auto answer = read_answer(does, "a");
    const Told told = told_of(does, *answer, grade, facts, {"demo", "demo"}, {});
    REQUIRE(told.lines.size() == 2);
    CHECK(told.lines.at(1) == reason_of(does, facts, Language::en));
    return told.lines.at(1);
  };
  CHECK(reason({.run = &run, .stand = &stand}) ==
        "At that moment P.9 cannot go on. Those who can: P, P.1.");
  CHECK(reason({}) == "No run of it could be made on this machine.");
  CHECK(why_unknown(does, {.run = &run}) == Unknown::no_stand);

  const Question orders = question(who_is_first);
  const Explored some{.complete = false, .conditions = {{}, {}, {}}};
  CHECK(why_unknown(orders, {.run = &run}) == Unknown::orders);
  CHECK(why_unknown(orders, {.explored = &some}) == Unknown::orders);

  const Question lines = question("asked = \"before\"\nrun = \"demo\"\norder = [\"1\", \"9\"]");
  const Question goal = question(
      "asked = \"before\"\nrun = \"demo\"\nschedule = { count = { event = \"line\" }, equals = 9 "
      "}");
  const Explored all{.complete = true, .outputs = {{"1\n", "demo@c"}}, .conditions = {{}}};
  for (const Question* const question : {&lines, &goal}) {
    CHECK(why_unknown(*question, {.explored = &all}) == Unknown::no_order);
    CHECK(why_unknown(*question, {.explored = &some}) == Unknown::orders);
    CHECK(reason_of(*question, {.explored = &all}, Language::en) ==
          "No order of it does that, and all were run.");
  }
}

}  // namespace procdemo::questions
