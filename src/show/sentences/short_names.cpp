#include "show/sentences/short_names.h"

#include <algorithm>

#include "base/text/scratch_name.h"
#include "show/sentences/waits.h"

namespace procdemo::show {

namespace {

// From the last component on, further to the left as long as another path ends so, too.
std::string shortest_end(const std::string& path, const std::set<std::string>& others) {
  const auto shared = [&](std::string_view end) {
    return std::ranges::any_of(
        others, [&](const std::string& other) { return other != path && other.ends_with(end); });
  };
  std::size_t slash = path.rfind('/');
  while (slash != 0 && slash != path.npos && shared(std::string_view(path).substr(slash))) {
    slash = path.rfind('/', slash - 1);
  }
  return slash == path.npos || slash == 0 ? path : path.substr(slash + 1);
}

// Where the path begins that goes on at `at`: nothing in a sentence tells better than a blank.
std::size_t start_of_path(const std::string& text, std::size_t at) {
  const std::size_t before = text.find_last_of(" \t\"'=", at);
  return before == text.npos ? 0 : before + 1;
}

}  // namespace

const std::string& object_of(const Event& event) {
  static const std::string none;
  return std::visit(
      [](const auto& data) -> const std::string& {
        if constexpr (requires { data.object; }) {
          return data.object;
        } else if constexpr (requires { data.on.front().front(); }) {
          return none;  // a deadlock's, several
        } else if constexpr (requires { data.on; }) {
          return data.on;
        } else if constexpr (requires {
                               data.path;
                               data.argv;
                             }) {
          return none;  // a program's, which its first argument names
        } else if constexpr (requires { data.path; }) {
          return data.path;
        } else {
          return none;
        }
      },
      event.what);
}

std::string ShortNames::of(const Event& event) {
  return of_object(object_of(event));
}

std::string ShortNames::of_object(const std::string& marked) {
  const auto [mark, what] = marked_wait(marked);
  return std::string(mark) + of_unmarked(std::string(what));
}

std::string ShortNames::of_unmarked(const std::string& object) {
  const std::size_t bracket = object.find(":[");
  if (bracket != object.npos && object.ends_with(']')) {
    return numbered(object, object.substr(0, bracket));
  }
  if (!object.starts_with('/') || object.starts_with("/dev/")) return object;
  return of_path(object);
}

std::string ShortNames::of_path(const std::string& path) {
  std::set<std::string>& same = paths_[path.substr(path.rfind('/') + 1)];
  same.insert(path);
  return shortest_end(path, same);
}

std::string ShortNames::numbered(const std::string& object, const std::string& kind) {
  const auto [known, is_new] = numbered_.try_emplace(object);
  if (is_new) known->second = kind + " " + std::to_string(++of_kind_[kind]);
  return known->second;
}

std::string without_scratch(std::string text) {
  for (std::size_t from = 0; const auto found = find_scratch_name(text, from);) {
    const std::size_t start = start_of_path(text, found->at);
    text.replace(start, found->at + found->length - start, "[scratch]");
    from = start;
  }
  return text;
}

}  // namespace procdemo::show
