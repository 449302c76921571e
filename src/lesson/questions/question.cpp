#include "lesson/questions/question.h"

#include <algorithm>
#include <string_view>

#include "trace/intention.h"

namespace procdemo::lesson {

namespace {

template <class... Kinds>
std::vector<std::string> kinds_in(const std::variant<Kinds...>&) {
  return {std::string(Kinds::kind)...};
}

}  // namespace

const std::vector<std::string>& intention_kinds() {
  static const std::vector<std::string> kinds = kinds_in(Intention());
  return kinds;
}

std::vector<Condition> conditions_of(const Question& question) {
  std::vector<Condition> all;
  for (const Choice& choice : question.choices) {
    all.insert(all.end(), choice.holds.begin(), choice.holds.end());
  }
  if (question.goal) all.push_back(*question.goal);
  return all;
}

bool needs_exploration(const Question& question) {
  using Kind = Question::Kind;
  if (question.kind == Kind::outputs || question.kind == Kind::order) return true;
  return std::ranges::any_of(conditions_of(question), [](const Condition& condition) {
    return condition.orders != Condition::Orders::this_run;
  });
}

}  // namespace procdemo::lesson
