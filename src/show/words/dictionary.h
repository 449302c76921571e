// One language's sentences of a subject, as a table that the compiler checks for completeness.
#pragma once

#include <cstddef>
#include <span>

#include "show/room.h"
#include "show/words/words.h"

namespace procdemo::show {

/// The first key whose entry is not at its place: missing, doubled, displaced or empty.
/// The one after the last when all from `first` on are there, once, in the order of the
/// enumeration.
template <class Key, std::size_t size>
consteval Key first_wrong(const Entry<Key> (&entries)[size], Key first = Key{0}) {
  for (std::size_t i = 0; i < size; ++i) {
    const Key expected{static_cast<int>(first) + static_cast<int>(i)};
    if (entries[i].key != expected || entries[i].words.empty()) return expected;
  }
  return Key{static_cast<int>(first) + static_cast<int>(size)};
}

/// `static_assert(complete<first_wrong(table)>())`: the compiler's message then names the entry.
template <auto wrong, decltype(wrong) end = decltype(wrong)::end_of_list>
consteval bool complete() {
  static_assert(wrong == end, "the entry named here as `wrong` is missing from its place");
  return true;
}

/// All of a complete table.
template <const auto& table>
consteval auto whole() {
  static_assert(complete<first_wrong(table)>());
  return std::span(table);
}

}  // namespace procdemo::show
