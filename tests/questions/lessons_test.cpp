// The questions of procdemo's own lessons, answered in every way: what is right is graded so, and
// nothing else; what shows that an answer is wrong can be run again, and shows it.
#include <algorithm>
#include <chrono>
#include <iostream>
#include <map>
#include <set>

#include "base/fd.h"
#include "catch.h"
#include "lesson/catalogue.h"
#include "lesson/program.h"
#include "machine.h"
#include "questions/examination.h"
#include "questions/export.h"
#include "questions/gift_reader.h"
#include "trace/trace_reader.h"

namespace procdemo::questions {
namespace {

using Kind = Question::Kind;

int carry(const std::function<void()>& work) {
  try {
    work();
    return 0;
  } catch (const std::exception& failure) {
    std::cerr << failure.what() << '\n';
    return 1;
  }
}

/// Everything that a reader could choose: each letter, or each set of them.
std::vector<Answer> answers_to(const Question& question) {
  const std::size_t choices = question.choices.size();
  std::vector<Answer> all;
  for (std::size_t set = 0; set < (std::size_t{1} << choices); ++set) {
    Answer answer;
    for (std::size_t i = 0; i < choices; ++i) {
      if ((set >> i & 1) != 0) answer.chosen.push_back(i);
    }
    if (question.takes_several() || answer.chosen.size() == 1) all.push_back(answer);
  }
  return all;
}

void expect_grades(const Question& question, const Solved& solved) {
  REQUIRE(solved.grade.best);
  const Answer& best = *solved.grade.best;
  if (question.kind == Kind::schedule) return;
  CHECK(grade(question, best, solved.facts).right == true);
  for (const Answer& answer : answers_to(question)) {
    const Grade given = grade(question, answer, solved.facts);
    INFO(text_of(question, answer));
    CHECK(given.right == (answer == best));
    if (given.right == true) CHECK(given.tempting.empty());
  }
  for (const Tempting& one : question.tempting) {
    const auto answer = read_answer(question, one.answer);
    REQUIRE(answer);
    CHECK(grade(question, *answer, solved.facts).tempting.size() == 1);
  }
}

/// Where an order is the witness of a condition, its token leads to a run in which that is so.
void expect_witnesses(const Question& question, const Solved& solved, Knowledge& knowledge) {
  if (!solved.facts.explored) return;
  const std::vector<Condition> conditions = conditions_of(question);
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    const Explored::Found& found = solved.facts.explored->conditions[i];
    for (const auto& [token, holds] :
         {std::pair(found.held_by, true), std::pair(found.broken_by, false)}) {
      if (token.empty()) continue;
      INFO(token);
      const SeenRun* const run = knowledge.run_in_order(question, {.token = token});
      REQUIRE(run);
      CHECK(check_claim(conditions[i].claim, run->events, run->conditions).holds == holds);
    }
  }
}

/// As Moodle would read it: the same question, with what is right.
void expect_in_gift(const fixture::GiftQuestion& read, const Question& question,
                    const Solved& solved, const std::string& lesson, Language language) {
  const Answer& best = *solved.grade.best;
  CHECK(read.name == lesson + "/" + question.id);
  CHECK(read.text.starts_with(question.words.in(language)));
  CHECK(read.feedback == question.why.in(language));
  if (question.choices.empty()) {
    CHECK(read.kind == (question.kind == Kind::number ? "numerical" : "short"));
    const auto is_best = [&](const auto& one) { return read_answer(question, one.text) == best; };
    CHECK(std::ranges::any_of(read.answers, is_best));
    return;
  }
  CHECK(read.kind == (question.takes_several() ? "several" : "choice"));
  REQUIRE(read.answers.size() == question.choices.size());
  double all = 0;
  for (std::size_t i = 0; i < read.answers.size(); ++i) {
    CHECK(read.answers[i].text == question.choices[i].words.in(language));
    CHECK(read.answers[i].feedback == question.choices[i].why.in(language));
    const bool right = std::ranges::count(best.chosen, i) != 0;
    CHECK((read.answers[i].weight > 0) == right);
    if (right) all += read.answers[i].weight;
  }
  CHECK(all == Approx(1).margin(0.001));
}

void expect_gift(const Lesson& lesson, const std::vector<Exported>& questions) {
  for (const Language language : {Language::en, Language::zh}) {
    auto read = fixture::read_gift(to_gift(lesson, questions, language));
    REQUIRE(!read.empty());
    CHECK(read[0].name == "procdemo/" + lesson.id);
    auto next = read.begin() + 1;
    for (const Exported& one : questions) {
      if (one.question.kind == Kind::schedule) continue;  // a comment
      REQUIRE(next != read.end());
      expect_in_gift(*next++, one.question, one.solved, lesson.name, language);
    }
    CHECK(next == read.end());
  }
}

/// Its questions as if their first choice were right, and no other; and a number 3.
std::vector<Exported> with_first_right(const Lesson& lesson) {
  std::vector<Exported> all;
  for (const Question& question : lesson.questions) {
    Grade grade;
    grade.best.emplace();
    grade.best->number = 3;
    for (std::size_t i = 0; i < question.choices.size(); ++i) {
      grade.choices.push_back({.is = i == 0, .shown = {}});
    }
    if (!question.choices.empty()) grade.best->chosen = {0};
    all.push_back({question, {.facts = {}, .grade = std::move(grade)}});
  }
  return all;
}

/// A live run of that lesson, its processes' starts, lines, probes and ends.
SeenRun recorded(const std::string& lesson) {
  TraceReader reader(read_file(std::string(RECORDED) + "/" + lesson + ".jsonl"));
  SeenRun run;
  run.run = reader.run();
  while (auto event = reader.next()) run.events.push_back(*std::move(event));
  run.end = reader.end();
  return run;
}

void expect_three_moments(const Lesson& lesson) {
  std::set<Question::Moment> moments;
  for (const Question& question : lesson.questions) moments.insert(question.moment);
  CHECK(moments.size() == 3);
}

}  // namespace

TEST_CASE("each lesson's questions can be answered, and every answer is graded as it happened",
          "[plain]") {
  need_tracing();
  for (const CatalogueEntry& entry : list_lessons(LESSONS)) {
    REQUIRE(entry.lesson);
    const Lesson& lesson = *entry.lesson;
    INFO(lesson.id);
    expect_three_moments(lesson);
    if (lesson.live_only) {  // check asks them: they take the real clock's time
      expect_gift(lesson, with_first_right(lesson));
      continue;
    }
    std::map<OptionValues, SeenRun> runs;  // of each variant
    std::vector<Exported> exported;
    std::map<std::string, Knowledge> knowledges;  // of each question: what it knows is referred to
    for (const Question& question : lesson.questions) {
      INFO(question.id);
      const QuestionRun run = run_for(question, lesson, entry.folder / lesson.name);
      auto seen = runs.find(run.values);
      if (seen == runs.end()) {
        int status = 0;
        auto made = run_called(run, carry, status);
        REQUIRE(made);
        seen = runs.emplace(run.values, *std::move(made)).first;
      }
      Knowledge& knowledge = knowledges.try_emplace(question.id, run, carry).first->second;
      const Solved solved = solve(question, knowledge, &seen->second);
      CHECK(faults_of(question, solved, &seen->second).empty());
      expect_grades(question, solved);
      expect_witnesses(question, solved, knowledge);
      exported.push_back({question, solved});
    }
    expect_gift(lesson, exported);
  }
}

TEST_CASE("questions about the real clock are graded by a run as it was recorded") {
  const std::map<std::string, std::string> right = {{"how-share", "b"},    {"nicer", "a"},
                                                    {"no-real-time", "a"}, {"how-long", "b"},
                                                    {"same-moment", "b"},  {"two", "a"}};
  std::size_t graded = 0;
  for (const char* name : {"schedule", "concurrency"}) {
    const Lesson lesson = find_lesson(LESSONS, name);
    SeenRun run = recorded(name);
    run.conditions = {.options = check_options(lesson, {}), .terminal = true, .live = true};
    for (const Question& question : lesson.questions) {
      INFO(question.id);
      const auto best = right.find(question.id);
      if (best == right.end()) continue;  // about a run in an order
      Solved solved{.facts = {.run = &run}};
      solved.grade = grade(question, Answer(), solved.facts);
      CHECK(faults_of(question, solved, &run).empty());
      expect_grades(question, solved);
      CHECK(text_of(question, *solved.grade.best) == best->second);
      ++graded;
    }
  }
  CHECK(graded == right.size());
}

TEST_CASE("a search that was cut off is not taken for a complete one") {
  need_tracing();
  const Lesson lesson = find_lesson(LESSONS, "multi-fork");
  const auto outputs = std::ranges::find(lesson.questions, "outputs", &Question::id);
  REQUIRE(outputs != lesson.questions.end());
  const QuestionRun run = run_for(*outputs, lesson, lesson.folder / lesson.name);
  const Explored all = explore_orders(*outputs, run, std::chrono::seconds(60));
  CHECK(all.complete);
  CHECK(all.outputs.size() == 18);  // as its page says
}

}  // namespace procdemo::questions
