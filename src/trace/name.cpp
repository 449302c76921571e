#include "trace/name.h"

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace procdemo::trace {

namespace {

// The next part of a name: what separates it from the last one, and its number.
struct Part {
  char kind = '\0';  // nothing left, '/' for a thread, '.' for a child
  int number = 0;
};

int rank(char kind) {
  return kind == '\0' ? 0 : kind == '/' ? 1 : 2;
}

Part take_part(std::string_view& rest) {
  if (rest.empty()) return {};
  Part part{.kind = rest.front()};
  rest.remove_prefix(std::min<std::size_t>(rest.size(), part.kind == '/' ? 2 : 1));  // "/t", "."
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), part.number);
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  return part;
}

std::string_view without_first(std::string_view name) {  // every name begins with "P"
  return name.substr(std::min(name.size(), name.find_first_of("./")));
}

}  // namespace

std::string_view process_of(std::string_view name) {
  return name.substr(0, name.find('/'));
}

std::string_view maker_of(std::string_view process) {
  return process.substr(0, process.rfind('.'));
}

int generation_of(std::string_view name) {
  return static_cast<int>(std::ranges::count(process_of(name), '.'));
}

bool name_before(std::string_view a, std::string_view b) {
  // Most names differ in their last part alone, whose numbers have one digit.
  if (a.size() == b.size()) {
    const auto [left, right] = std::mismatch(a.begin(), a.end(), b.begin());
    if (left == a.end()) return false;
    const auto is_last = left + 1 == a.end();
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (is_last && is_digit(*left) && is_digit(*right)) return *left < *right;
  }
  a = without_first(a);
  b = without_first(b);
  while (true) {
    const Part left = take_part(a), right = take_part(b);
    if (left.kind != right.kind) return rank(left.kind) < rank(right.kind);
    if (left.kind == '\0') return false;
    if (left.number != right.number) return left.number < right.number;
  }
}

}  // namespace procdemo::trace
