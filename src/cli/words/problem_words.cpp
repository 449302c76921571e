#include "cli/words/problem_words.h"

namespace procdemo::cli {
namespace {

/// Puts the sentence into `said` where `entries` are of the problem's own room.
template <class Kind>
void put_sentence(const Problem& problem, std::span<const Entry<Kind>> entries, std::string& said) {
  if (const auto kind = problem.as<Kind>()) {
    said = fill(entries[static_cast<std::size_t>(*kind)].words, problem.args());
  }
}

}  // namespace

std::string say(const Problem& problem, Language language) {
  const ProblemWords& words = language == Language::en ? english_problems : chinese_problems;
  std::string said;
  std::apply([&](const auto&... rooms) { (put_sentence(problem, rooms, said), ...); }, words);
  return said;
}

}  // namespace procdemo::cli
