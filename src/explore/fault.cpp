#include "explore/fault.h"

#include <string_view>
#include <tuple>

namespace procdemo::explore {

bool is_shorter(const Example& found, const Example& known) {
  const auto length = [](const Example& example) {
    return std::tuple(example.steps, example.token.size(), std::string_view(example.token));
  };
  return known.token.empty() || length(found) < length(known);
}

void keep_shorter(Example& known, const Example& found) {
  if (is_shorter(found, known)) known = found;
}

bool Fault::is(const Event& other) const {
  return finding.as<event::Finding>()->id == other.as<event::Finding>()->id &&
         finding.process == other.process &&
         (!finding.place || !other.place || finding.place == other.place);
}

}  // namespace procdemo::explore
