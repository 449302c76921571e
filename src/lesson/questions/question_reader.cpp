#include "lesson/questions/question_reader.h"

#include <algorithm>
#include <array>

#include "lesson/problems.h"
#include "lesson/questions/condition_reader.h"
#include "lesson/questions/run_words.h"
#include "lesson/reading/claim_reader.h"
#include "lesson/reading/pattern_reader.h"
#include "trace/task_name.h"

namespace procdemo::lesson {

namespace {

using Kind = Question::Kind;
using Moment = Question::Moment;

// A kind is known by the key that it alone has.
struct KindKey {
  std::string key;
  Kind kind;
};
const std::array<KindKey, 7> kind_keys = {{{"number", Kind::number},
                                           {"choice", Kind::choice},
                                           {"output", Kind::outputs},
                                           {"order", Kind::order},
                                           {"next", Kind::next},
                                           {"does", Kind::does},
                                           {"schedule", Kind::schedule}}};

const std::vector<std::string> keys_of_questions = {"id",       "words",  "asked",        "at",
                                                    "hints",    "why",    "run",          "many",
                                                    "tempting", "choice", "exact_sleeps", "when"};

std::string names_of_kinds() {
  std::string names;
  for (const KindKey& one : kind_keys) names += (names.empty() ? "" : " | ") + one.key;
  return names;
}

// Reads one [[question]].
class QuestionReader {
 public:
  QuestionReader(const Node& node, const QuestionScope& scope)
      : node_(node), scope_(scope), conditions_(scope, node.at("id").text()) {
    patterns_.claim = question_.id = node.at("id").text();
    question_.line = node.line();
    for (const LessonOption& option : scope.options) patterns_.names.push_back(option.name);
  }

  Question read() {
    question_.words = node_.at("words").wording();
    read_kind();
    read_moment();
    read_run();
    if (const Node* node = node_.find("hints")) {
      for (const Node& hint : node->elements()) question_.hints.push_back(hint.wording());
    }
    if (const Node* node = node_.find("why")) question_.why = node->wording();
    if (const Node* node = node_.find("when")) question_.when = read_when(*node, scope_.options);
    if (const Node* node = node_.find("tempting")) read_tempting(*node);
    expect_findable();
    return question_;
  }

 private:
  using Reading = void (QuestionReader::*)(const Node& node);

  // --- what kind it is ---

  void read_kind() {
    std::vector<std::string> known = keys_of_questions;
    std::vector<const KindKey*> found;
    for (const KindKey& one : kind_keys) {
      known.push_back(one.key);
      // `does` has choices, too.
      const bool of_does = one.kind == Kind::choice && node_.find("does");
      if (node_.find(one.key) && !of_does) found.push_back(&one);
    }
    node_.only(known);
    if (found.size() != 1) {
      throw node_.problem(LessonProblem::question_kind, {question_.id, names_of_kinds()});
    }
    question_.kind = found[0]->kind;
    (this->*reading_of(question_.kind))(node_.at(found[0]->key));
    if (const Node* node = node_.find("many")) question_.several = node->boolean();
    if (question_.several && question_.kind != Kind::choice)
      throw node_.at("many").has_to_be("choice");
  }

  static Reading reading_of(Kind kind) {
    switch (kind) {
      case Kind::number:
        return &QuestionReader::read_number;
      case Kind::choice:
        return &QuestionReader::read_choices;
      case Kind::outputs:
        return &QuestionReader::read_outputs;
      case Kind::order:
        return &QuestionReader::read_order;
      case Kind::next:
        return &QuestionReader::read_next;
      case Kind::does:
        return &QuestionReader::read_does;
      case Kind::schedule:
        break;
    }
    return &QuestionReader::read_schedule;
  }

  void read_number(const Node& node) { question_.count = patterns_.pattern(node); }

  void read_choices(const Node& list) {
    for (const Node& node : list.elements()) {
      node.only({"words", "holds", "why"});
      Choice choice = choice_of(node);
      expect_new(choice, node);
      choice.holds = conditions_.read_all(node.at("holds"));
      question_.choices.push_back(std::move(choice));
    }
    expect_two(list, question_.choices.size());
  }

  // What each process prints, as [[question.output]]: lines, which are the same in every language.
  void read_outputs(const Node& list) {
    for (const Node& node : list.elements()) {
      node.only({"lines", "why"});
      std::string text, shown;
      for (const std::string& line : node.at("lines").texts()) {
        text += line + "\n";
        shown += (shown.empty() ? "" : " | ") + line;
      }
      Choice choice;
      choice.words = {shown, shown};
      if (const Node* why = node.find("why")) choice.why = why->wording();
      if (std::ranges::count(question_.outputs, text) != 0) {
        throw node.problem(LessonProblem::question_output, {question_.id, shown});
      }
      question_.outputs.push_back(std::move(text));
      question_.choices.push_back(std::move(choice));
    }
    expect_two(list, question_.outputs.size());
  }

  void read_order(const Node& node) {
    question_.lines = node.texts();
    expect_two(node, question_.lines.size());
    constexpr std::size_t letters = 26;
    if (question_.lines.size() > letters) throw node.has_to_be("[<= 26]");
  }

  void read_next(const Node& node) {
    if (!node.boolean()) throw node.has_to_be("true");
  }

  void read_does(const Node& node) {
    question_.process = node.text();
    if (!is_task_name(question_.process)) throw node.has_to_be("\"P\" | \"P.1\" | \"P/t2\"");
    for (const Node& one : node_.at("choice").elements()) {
      one.only({"words", "does", "why"});
      Choice choice = choice_of(one);
      expect_new(choice, one);
      choice.does = one.at("does").text();
      if (std::ranges::count(intention_kinds(), choice.does) == 0) {
        throw one.at("does").unknown(choice.does, intention_kinds());
      }
      question_.choices.push_back(std::move(choice));
    }
    expect_two(node, question_.choices.size());
  }

  void read_schedule(const Node& node) {
    question_.goal = conditions_.read(node);
    question_.goal->orders = Condition::Orders::some;
  }

  Choice choice_of(const Node& node) const {
    Choice choice;
    choice.words = node.at("words").wording();
    if (const Node* why = node.find("why")) choice.why = why->wording();
    return choice;
  }

  /// In each language: a letter is all that tells one from another.
  void expect_new(const Choice& choice, const Node& node) const {
    for (const Choice& other : question_.choices) {
      for (const Language language : {Language::en, Language::zh}) {
        const std::string& words = choice.words.in(language);
        if (words != other.words.in(language)) continue;
        throw node.problem(LessonProblem::question_choice, {question_.id, words});
      }
    }
  }

  static void expect_two(const Node& list, std::size_t count) {
    if (count < 2) throw list.has_to_be("[..., ...]");
  }

  // --- when it is asked, and of which run ---

  void read_moment() {
    const Node* at = node_.find("at");
    const Node* asked = node_.find("asked");
    if ((at != nullptr) == (asked != nullptr)) {
      throw node_.problem(LessonProblem::question_moment, {question_.id});
    }
    if (at) {
      question_.moment = Moment::at;
      question_.at = patterns_.pattern(*at);
    } else if (asked->text() == "after") {
      question_.moment = Moment::after;
    } else if (asked->text() != "before") {
      throw asked->has_to_be("\"before\" | \"after\"");
    }
  }

  void read_run() {
    if (const Node* node = node_.find("exact_sleeps")) question_.exact_sleeps = node->boolean();
    const Node* node = node_.find("run");
    if (!node) return;
    question_.run = node->text();
    if (lesson_in(question_.run) != scope_.lesson) return;  // another's, known later
    std::string wrong;
    const auto words = read_run_words(question_.run, scope_.options, wrong);
    if (!words) throw node->problem(LessonProblem::question_run, {question_.id, wrong});
    check_options(scope_.options, words->values);
  }

  void read_tempting(const Node& list) {
    for (const Node& node : list.elements()) {
      node.only({"answer", "why"});
      const Node& answer = node.at("answer");
      const std::string text =
          answer.is_number() ? std::to_string(answer.integer()) : answer.text();
      question_.tempting.push_back({text, node.at("why").wording()});
    }
  }

  // What cannot be known when it is asked, or is known already.
  void expect_findable() const {
    const bool now = question_.kind == Kind::next || question_.kind == Kind::does;
    const bool own = question_.has_own_run();
    if (now && question_.moment != Moment::at)
      throw node_.problem(LessonProblem::question_now, {question_.id});
    if (now && own) throw node_.at("run").problem(LessonProblem::question_now, {question_.id});
    const bool transfer = question_.moment == Moment::after;
    if (transfer && !own) throw node_.problem(LessonProblem::question_after, {question_.id});
    if (scope_.lesson.empty() && !own) {
      throw node_.problem(LessonProblem::question_after, {question_.id});
    }
  }

  const Node& node_;
  const QuestionScope& scope_;
  PatternReader patterns_;
  ConditionReader conditions_;
  Question question_;
};

}  // namespace

std::vector<Question> read_questions(const Node& list, const QuestionScope& scope) {
  std::vector<Question> questions;
  for (const Node& node : list.elements()) {
    questions.push_back(QuestionReader(node, scope).read());
    const std::string& id = questions.back().id;
    if (std::ranges::count(questions, id, &Question::id) > 1) {
      throw node.at("id").problem(LessonProblem::question_twice, {id});
    }
  }
  return questions;
}

}  // namespace procdemo::lesson
