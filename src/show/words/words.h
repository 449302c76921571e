// How procdemo says something, in every language.
//
// A sentence has a name, in the header of its subject (events.h, limits.h ...), and stands once in
// each language's file of that subject: en/events.cpp, zh/events.cpp. To add one: its name there,
// and an entry at the same place for each language. A missing, doubled or displaced entry does not
// compile, and the error names it (dictionary.h).
//
// {0}, {1} ... are its arguments (the comments beside the names say what each is); every language
// uses the same ones, in whatever order it needs. A list comes with ", " between its members, and
// {0、} joins them with "、".
#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/language.h"
#include "show/room.h"

namespace procdemo::show {

/// A sentence, and its short form where it has one.
template <class Key>
struct Entry {
  Key key;
  std::string_view words;
  std::string_view brief = {};
};

template <class Key>
using Entries = std::span<const Entry<Key>>;

/// All sentences of a subject: entry n is that of its name n.
template <class Key>
Entries<Key> english();
template <class Key>
Entries<Key> chinese();

template <class Key>
const Entry<Key>& entry(Language language, Key key) {
  const Entries<Key> all = language == Language::en ? english<Key>() : chinese<Key>();
  return all[static_cast<std::size_t>(key)];
}

/// A sentence with its arguments filled in; nouns agree with them ("{0} run(s)"), and Chinese
/// stands without blanks (base/text/sentence_builder.h). There may be too few (in a trace from a
/// file): a gap reads "?".
std::string fill(std::string_view words, const std::vector<std::string>& args);

/// The sentence in full.
template <class Key>
  requires std::is_enum_v<Key>
std::string say_with(Language language, Key what, const std::vector<std::string>& args) {
  return fill(entry(language, what).words, args);
}
template <class Key, class... Args>
  requires std::is_enum_v<Key>
std::string say(Language language, Key what, const Args&... args) {
  return say_with(language, what, {fmt::to_string(args)...});
}

/// Its short form for a narrow column, if it has one; else the full one.
template <class Key, class... Args>
std::string brief(Language language, Key what, const Args&... args) {
  const Entry<Key>& found = entry(language, what);
  return fill(found.brief.empty() ? found.words : found.brief, {fmt::to_string(args)...});
}

}  // namespace procdemo::show
