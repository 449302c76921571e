// What is asked of each sentence: both languages, the same arguments, each in its own words.
#pragma once

#include <algorithm>
#include <set>
#include <span>
#include <string_view>

#include "base/text/utf8.h"
#include "catch.h"
#include "show/words/dictionary.h"

namespace procdemo::show {

// The digits of {0}, {1、} ...
inline std::set<char> placeholders(std::string_view words) {
  std::set<char> found;
  for (std::size_t at = words.find('{'); at != std::string_view::npos;
       at = words.find('{', at + 1)) {
    REQUIRE(words.substr(at).size() >= 3);
    const std::string_view comma = words.substr(at + 2, words.find('}', at) - at - 2);
    REQUIRE((comma.empty() || comma == "、"));
    found.insert(words[at + 1]);
  }
  return found;
}

inline bool has_chinese(std::string_view text) {
  return std::ranges::any_of(text, [](unsigned char c) { return c >= 0xE4 && c <= 0xE9; });
}

// What is the same in every language: calls with their results, commands, names of the kernel's.
inline bool needs_no_words(std::string_view text) {
  static const std::set<std::string_view> known{"{0} = {1}",
                                                "{0}() = {1}",
                                                "{0}() = {2}",
                                                "{0}() = -1 EAGAIN",
                                                "{0}：{1}",
                                                "{0}",
                                                "{0}。{1}",
                                                "{0}:{1}: {2}",
                                                "{1} {2}",
                                                "；",
                                                "：",
                                                "，",
                                                "、",
                                                "futex",
                                                "futex {0}",
                                                "EOF：{0}",
                                                "{0}（{1}:{2}）",
                                                "{0}（{1}）"};
  return known.contains(text);
}

template <class Key>
void check_pair(const Entry<Key>& en, const Entry<Key>& zh) {
  INFO(en.words << " / " << zh.words);
  CHECK(en.key == zh.key);
  CHECK_FALSE(en.words.empty());
  CHECK_FALSE(zh.words.empty());
  CHECK(is_utf8(en.words));
  CHECK(is_utf8(zh.words));
  CHECK(placeholders(en.words) == placeholders(zh.words));
  CHECK((has_chinese(zh.words) || needs_no_words(zh.words)));
  CHECK_FALSE(has_chinese(en.words));
  for (const Entry<Key>& entry : {en, zh}) {
    CHECK(std::ranges::includes(placeholders(entry.words), placeholders(entry.brief)));
  }
  CHECK((zh.brief.empty() || has_chinese(zh.brief) || needs_no_words(zh.brief)));
}

/// All of a table, in both languages.
template <class Key>
void check_pairs(std::span<const Entry<Key>> en, std::span<const Entry<Key>> zh) {
  REQUIRE(en.size() == zh.size());
  for (std::size_t i = 0; i < en.size(); ++i) check_pair(en[i], zh[i]);
}

}  // namespace procdemo::show
