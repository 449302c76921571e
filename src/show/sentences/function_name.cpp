#include "show/sentences/function_name.h"

#include <algorithm>

namespace procdemo::show {
namespace {

constexpr std::string_view nameless_space = "(anonymous namespace)";
constexpr std::string_view operator_word = "operator";

// "operator<<", "operator()", "operator new": brackets in it are no lists of arguments.
std::size_t end_of_operator(std::string_view text, std::size_t at) {
  if (text.substr(at).starts_with("()")) at += 2;
  return std::min(text.find('(', at), text.size());
}

}  // namespace

std::string function_name(std::string_view demangled) {
  std::string name;
  int depth = 0;  // of template arguments
  for (std::size_t at = 0; at < demangled.size(); ++at) {
    const std::string_view rest = demangled.substr(at);
    const char c = demangled[at];
    if (depth == 0 && rest.starts_with(operator_word)) {
      const std::size_t end = end_of_operator(demangled, at + operator_word.size());
      return name + std::string(demangled.substr(at, end - at));
    }
    if (depth == 0 && rest.starts_with(nameless_space)) {
      name += nameless_space;
      at += nameless_space.size() - 1;
    } else if (c == '<') {
      ++depth;
    } else if (c == '>') {
      --depth;
    } else if (depth == 0 && c == '(') {
      break;
    } else if (depth == 0 && c == ' ') {
      name.clear();  // that was what it returns
    } else if (depth == 0) {
      name += c;
    }
  }
  return depth == 0 && !name.empty() ? name : std::string(demangled);
}

}  // namespace procdemo::show
