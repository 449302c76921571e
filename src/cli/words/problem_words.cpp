#include "cli/words/problem_words.h"

#include <algorithm>

#include "base/text/abbreviated.h"
#include "cli/words/system_errors.h"
#include "show/sentences/event_words.h"

namespace procdemo::cli {
namespace {

/// Those with a compiler's words, which are all read.
constexpr LessonProblem compilers_words[] = {LessonProblem::compile_failed,
                                             LessonProblem::compile_flood};

std::string note_words(const std::string& name, Language language) {
  const trace::Event note{.what = trace::event::Note{name}};
  return show::event_words({.event = &note}, language, show::Room::line);
}

std::vector<std::string> quoted(const Problem& problem, Language language) {
  std::vector<std::string> words = problem.args();
  const auto is_compilers = [&](LessonProblem what) { return problem.is(what); };
  if (std::ranges::any_of(compilers_words, is_compilers)) return words;
  std::ranges::transform(words, words.begin(), [&](const std::string& word) {
    return in_language(abbreviated(word), language);
  });
  if (problem.is(SessionProblem::back_inexact)) words[2] = note_words(words[2], language);
  return words;
}

/// Puts the sentence into `said` where `entries` are of the problem's own room.
template <class Kind>
void put_sentence(const Problem& problem, Language language, std::span<const Entry<Kind>> entries,
                  std::string& said) {
  if (const auto kind = problem.as<Kind>()) {
    said = fill(entries[static_cast<std::size_t>(*kind)].words, quoted(problem, language));
  }
}

}  // namespace

std::string say(const Problem& problem, Language language) {
  const ProblemWords& words = language == Language::en ? english_problems : chinese_problems;
  std::string said;
  std::apply([&](const auto&... rooms) { (put_sentence(problem, language, rooms, said), ...); },
             words);
  return said;
}

}  // namespace procdemo::cli
