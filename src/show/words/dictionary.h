// One language's sentences, as a table that the compiler checks for completeness.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "show/words/discoveries.h"
#include "show/words/markings.h"
#include "show/words/remarks.h"
#include "show/words/words.h"

namespace procdemo {

/// A sentence, and its short form where it has one.
template <class Key>
struct Entry {
  Key key;
  std::string_view words;
  std::string_view brief = {};
};

using Sentences = std::span<const Entry<Say>>;
using Troubles = std::span<const Entry<Trouble>>;

struct Dictionary {
  Sentences sentences;  ///< sentences[n] is that of Say n, up to the first of `helps`
  Sentences helps;      ///< of the command line: from `first_help` on
  Troubles troubles;    ///< troubles[n] is that of Trouble n
};

constexpr Say first_help = Say::usage_lesson;

const Dictionary& dictionary(Language language);
extern const Sentences english_sentences, english_helps;
extern const Sentences chinese_sentences, chinese_helps;
extern const Troubles english_troubles, chinese_troubles;

using Remarks = std::span<const Entry<Remark>>;
extern const Remarks english_remarks;
extern const Remarks chinese_remarks;

using Discoveries = std::span<const Entry<Discovery>>;
extern const Discoveries english_discoveries;
extern const Discoveries chinese_discoveries;

using Markings = std::span<const Entry<Marking>>;
extern const Markings english_markings;
extern const Markings chinese_markings;

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

}  // namespace procdemo
