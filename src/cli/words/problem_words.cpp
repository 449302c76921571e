#include "cli/words/problem_words.h"

#include <algorithm>

#include "base/text/utf8.h"
#include "cli/words/system_errors.h"

namespace procdemo::cli {
namespace {

/// Nobody reads a word of 100 kB that was typed by mistake: its beginning and end tell which it is.
std::string short_enough(const std::string& word) {
  constexpr std::size_t longest = 400, kept = 120;
  if (word.size() <= longest) return word;
  const std::size_t end = start_of_character(word, word.size() - kept);
  return word.substr(0, start_of_character(word, kept)) + " … " + word.substr(end);
}

/// Those with a compiler's words, which are all read.
constexpr LessonProblem compilers_words[] = {LessonProblem::compile_failed,
                                             LessonProblem::compile_flood};

std::vector<std::string> quoted(const Problem& problem, Language language) {
  std::vector<std::string> words = problem.args();
  const auto is_compilers = [&](LessonProblem what) { return problem.is(what); };
  if (std::ranges::any_of(compilers_words, is_compilers)) return words;
  std::ranges::transform(words, words.begin(), [&](const std::string& word) {
    return in_language(short_enough(word), language);
  });
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
