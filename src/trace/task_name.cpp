#include "trace/task_name.h"

#include <algorithm>

namespace procdemo::trace {

namespace {

/// Takes a number as names have it: from 1 on, as no name begins with a 0.
bool take_number(std::string_view& text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits == 0 || text.front() == '0') return false;
  text.remove_prefix(digits);
  return true;
}

bool take(std::string_view& text, std::string_view what) {
  if (!text.starts_with(what)) return false;
  text.remove_prefix(what.size());
  return true;
}

}  // namespace

bool is_task_name(std::string_view text) {
  if (!take(text, "P")) return false;
  while (take(text, ".")) {
    if (!take_number(text)) return false;
  }
  return text.empty() || (take(text, "/t") && take_number(text) && text.empty());
}

}  // namespace procdemo::trace
