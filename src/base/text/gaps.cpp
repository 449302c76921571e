#include "base/text/gaps.h"

#include <algorithm>

namespace procdemo::base {

// The first and the last literal are anchored. Those between are found from the left, each as early
// as possible, which leaves the most for the rest.
bool matches_with_gaps(const std::vector<std::string>& literals, std::string_view text) {
  if (literals.size() == 1) return text == literals.front();
  const std::string &first = literals.front(), last = literals.back();
  if (text.size() < first.size() + last.size()) return false;
  if (!text.starts_with(first) || !text.ends_with(last)) return false;
  text = text.substr(first.size(), text.size() - first.size() - last.size());
  return std::all_of(literals.begin() + 1, literals.end() - 1, [&](const std::string& literal) {
    const std::size_t at = text.find(literal);
    if (at == text.npos) return false;
    text.remove_prefix(at + literal.size());
    return true;
  });
}

std::vector<std::string> split_at(std::string_view pattern, std::string_view wildcard) {
  std::vector<std::string> literals;
  for (std::size_t gap; (gap = pattern.find(wildcard)) != pattern.npos;) {
    literals.emplace_back(pattern.substr(0, gap));
    pattern.remove_prefix(gap + wildcard.size());
  }
  literals.emplace_back(pattern);
  return literals;
}

}  // namespace procdemo::base
