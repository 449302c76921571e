#include "base/text/nearest.h"

#include <algorithm>

namespace procdemo::base {

namespace {

// What counts of a word: "help" of "--HELP".
std::string letters_of(std::string_view word) {
  std::string letters(word.substr(std::min(word.find_first_not_of('-'), word.size())));
  for (char& letter : letters) {
    if (letter >= 'A' && letter <= 'Z') letter += 'a' - 'A';
  }
  return letters;
}

// The only name that begins with these letters.
std::optional<std::string> begun(std::string_view word, const std::vector<std::string>& names) {
  constexpr std::size_t least = 3;  // letters that say something
  const auto begins = [&](const std::string& name) { return letters_of(name).starts_with(word); };
  if (word.size() < least || std::ranges::count_if(names, begins) != 1) return std::nullopt;
  return *std::ranges::find_if(names, begins);
}

}  // namespace

// cost[i][j]: from the first i letters of `one` to the first j of `other`.
int distance(std::string_view one, std::string_view other) {
  std::vector<std::vector<int>> cost(one.size() + 1, std::vector<int>(other.size() + 1));
  for (std::size_t i = 0; i <= one.size(); ++i) {
    for (std::size_t j = 0; j <= other.size(); ++j) {
      if (i == 0 || j == 0) {
        cost[i][j] = static_cast<int>(i + j);
        continue;
      }
      const int replaced = cost[i - 1][j - 1] + (one[i - 1] != other[j - 1]);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, replaced});
      const bool swapped =
          i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
      if (swapped) cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  }
  return cost[one.size()][other.size()];
}

std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& names) {
  constexpr std::size_t longest = 64;  // nobody mistypes a name at such length
  if (word.size() > longest) return std::nullopt;
  const std::string typed = letters_of(word);
  std::optional<std::string> best;
  int least = static_cast<int>(word.size() + 1) / 3;
  for (const std::string& name : names) {
    const int steps = distance(typed, letters_of(name));
    if (best ? steps < least : steps <= least) {
      best = name;
      least = steps;
    }
  }
  if (best && least <= 1) return best;
  const auto longer = begun(typed, names);
  return longer ? longer : best;
}

}  // namespace procdemo::base
