#include "questions/examination.h"

#include <algorithm>
#include <ranges>

#include "claims/pattern.h"

namespace procdemo::questions {
namespace {

using Kind = Question::Kind;

std::string letters(const std::vector<std::size_t>& choices) {
  std::string text;
  for (const std::size_t choice : choices) text += (text.empty() ? "" : " ") + letter_of(choice);
  return text;
}

/// The patterns that its answer comes from, in the run in which it is asked.
std::vector<Pattern> patterns_of(const Question& question) {
  std::vector<Pattern> all;
  if (question.kind == Kind::number) all.push_back(question.count);
  for (const Condition& condition : conditions_of(question)) {
    if (condition.orders != Condition::Orders::this_run) continue;
    all.insert(all.end(), condition.claim.patterns.begin(), condition.claim.patterns.end());
  }
  return all;
}

bool is_told_before(const Question& question, std::size_t event, const SeenRun& run) {
  const std::vector<Pattern> patterns = patterns_of(question);
  if (question.has_own_run() || patterns.empty()) return false;
  return std::ranges::none_of(patterns, [&](const Pattern& pattern) {
    const std::vector<std::size_t> found = matches_of(pattern, run);
    return !found.empty() && found.back() >= event;
  });
}

void examine_moment(const Question& question, const SeenRun& run,
                    std::vector<ExaminationFault>& faults) {
  const auto event = first_match(question.at, run);
  if (!event) {
    faults.push_back({QuestionFault::never_asked});
  } else if (is_told_before(question, *event, run)) {
    faults.push_back({QuestionFault::already_told});
  }
}

void examine_choices(const Question& question, const Grade& grade,
                     std::vector<ExaminationFault>& faults) {
  std::vector<std::size_t> right, wrong;
  for (std::size_t i = 0; i < grade.choices.size(); ++i) {
    if (!grade.choices[i].is) return faults.push_back({QuestionFault::no_answer, letter_of(i)});
    (*grade.choices[i].is ? right : wrong).push_back(i);
  }
  if (right.empty()) faults.push_back({QuestionFault::none_right});
  if (!question.takes_several() && right.size() > 1) {
    faults.push_back({QuestionFault::several_right, letters(right)});
  }
  if (wrong.empty()) faults.push_back({QuestionFault::nothing_wrong});
}

}  // namespace

Solved solve(const Question& question, Knowledge& knowledge, const SeenRun* called) {
  Solved solved{.facts = knowledge.facts_for(question, called)};
  solved.grade = grade(question, Answer(), solved.facts);
  return solved;
}

std::vector<ExaminationFault> faults_of(const Question& question, const Solved& solved,
                                        const SeenRun* called) {
  std::vector<ExaminationFault> faults;
  if (question.moment == Question::Moment::at && called) {
    examine_moment(question, *called, faults);
    if (!faults.empty()) return faults;
  }
  if (!question.choices.empty()) {
    examine_choices(question, solved.grade, faults);
  } else if (!solved.grade.best) {
    faults.push_back({QuestionFault::no_answer});
  }
  for (const Tempting& one : question.tempting) {
    const auto answer = read_answer(question, one.answer);
    const bool right = answer && grade(question, *answer, solved.facts).right != false;
    if (!answer || right) faults.push_back({QuestionFault::tempting_right, one.answer});
  }
  return faults;
}

bool is_asked_under(const Question& question, const Conditions& conditions) {
  return std::ranges::all_of(question.when, [&](const auto& wanted) {
    if (wanted.first == "no-tty") return conditions.terminal == (wanted.second == "false");
    const auto value = conditions.options.find(wanted.first);
    return value != conditions.options.end() && value->second == wanted.second;
  });
}

bool needs_cpp(const Question& question) {
  if (question.has_own_run()) return false;
  const auto is_beyond_scripts = [](const Pattern& pattern) {
    const Matcher matcher(pattern, {});
    return matcher.allows("event", "probe") || matcher.allows("event", "value");
  };
  return needs_exploration(question) ||
         std::ranges::any_of(patterns_of(question), is_beyond_scripts);
}

QuestionRun run_for(const Question& question, const Lesson& lesson,
                    const std::filesystem::path& program) {
  QuestionRun run{.lesson = lesson, .program = executable_of(lesson, program)};
  run.limits = lesson.limits;
  run.given = question.when;
  const auto pipes = run.given.find("no-tty");
  if (pipes != run.given.end()) {
    run.terminal = pipes->second != "true";
    run.given.erase(pipes);
  }
  run.values = check_options(lesson, run.given);
  return run;
}

std::optional<SeenRun> run_called(const QuestionRun& run, const Carried& carry, int& status) {
  Request request;
  if (!run.lesson.live_only) {
    request.schedule = text_of(PolicyName());
    request.order.emplace();
  }
  request.terminal = run.terminal;
  request.limits = run.limits;
  const auto names = std::views::keys(run.given);
  Subject subject = subject_of({.lesson = run.lesson,
                                .program = run.program,
                                .values = run.values,
                                .given = {names.begin(), names.end()}},
                               request);
  return see(subject, request, {.carry = carry, .stands = true}, status);
}

}  // namespace procdemo::questions
