#include "show/words/words.h"

#include <algorithm>
#include <set>

#include "base/text/utf8.h"
#include "catch.h"
#include "show/words/dictionary.h"

using namespace procdemo;

namespace {

// The digits of {0}, {1} ...
std::set<char> placeholders(std::string_view words) {
  std::set<char> found;
  for (std::size_t at = words.find('{'); at != std::string_view::npos;
       at = words.find('{', at + 1)) {
    REQUIRE(words.substr(at).size() >= 3);
    REQUIRE(words[at + 2] == '}');
    found.insert(words[at + 1]);
  }
  return found;
}

bool has_chinese(std::string_view text) {
  return std::ranges::any_of(text, [](unsigned char c) { return c >= 0xE4 && c <= 0xE9; });
}

// What is the same in every language: calls with their results, commands, names of the kernel's.
bool needs_no_words(std::string_view text) {
  static const std::set<std::string_view> known{"{0} = {1}",
                                                "{0}() = {1}",
                                                "{0}() = {2}",
                                                "{0}() = -1 EAGAIN",
                                                "{0}：{1}",
                                                "{0}",
                                                "{0}。{1}",
                                                "{0}:{1}: {2}",
                                                "procdemo list [--json]",
                                                "procdemo doctor",
                                                "{1} {2}",
                                                "；",
                                                "，",
                                                "、"};
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

}  // namespace

TEST_CASE("both languages say everything, with the same arguments, each in its own words") {
  REQUIRE(english_sentences.size() == static_cast<std::size_t>(first_help));
  for (std::size_t i = 0; i < english_sentences.size(); ++i) {
    check_pair(english_sentences[i], chinese_sentences[i]);
  }
  REQUIRE(english_sentences.size() + english_helps.size() ==
          static_cast<std::size_t>(Say::end_of_list));
  for (std::size_t i = 0; i < english_helps.size(); ++i) {
    check_pair(english_helps[i], chinese_helps[i]);
  }
  REQUIRE(english_troubles.size() == static_cast<std::size_t>(Trouble::end_of_list));
  for (std::size_t i = 0; i < english_troubles.size(); ++i) {
    check_pair(english_troubles[i], chinese_troubles[i]);
  }
  REQUIRE(english_remarks.size() == static_cast<std::size_t>(Remark::end_of_list));
  for (std::size_t i = 0; i < english_remarks.size(); ++i) {
    check_pair(english_remarks[i], chinese_remarks[i]);
  }
  REQUIRE(english_markings.size() == static_cast<std::size_t>(Marking::end_of_list));
  for (std::size_t i = 0; i < english_markings.size(); ++i) {
    check_pair(english_markings[i], chinese_markings[i]);
  }
}

TEST_CASE("a sentence that is missing, doubled or displaced is found when the table is compiled") {
  static constexpr Entry<Say> good[] = {{Say::start, "a"}, {Say::start_child, "b"}};
  static constexpr Entry<Say> doubled[] = {{Say::start, "a"}, {Say::start, "b"}};
  static constexpr Entry<Say> empty[] = {{Say::start, "a"}, {Say::start_child, ""}};
  static constexpr Entry<Say> displaced[] = {{Say::start_child, "a"}, {Say::start, "b"}};
  static_assert(first_wrong(good) == Say::start_spawned, "all entries after these are missing");
  static_assert(first_wrong(doubled) == Say::start_child);
  static_assert(first_wrong(empty) == Say::start_child);
  static_assert(first_wrong(displaced) == Say::start);
  SUCCEED();
}

TEST_CASE("arguments are filled in, whatever their type and however few") {
  CHECK(say(Language::en, Say::sleep, 3) == "sleeps 3 s");
  CHECK(say(Language::zh, Say::sleep, "0.5") == "睡眠 0.5 秒");
  CHECK(brief(Language::en, Say::wake, 3) == "wakes");
  CHECK(brief(Language::en, Say::kill, "SIGTERM", "P.1") == "sends SIGTERM to P.1");
  CHECK(say(Language::en, Say::kill) == "sends ? to ?");
  CHECK(say(Language::en, Say::kill, "{1}", "{") == "sends {1} to {");
}

TEST_CASE("a problem is worded with its arguments") {
  const Problem problem(Status::usage, Trouble::unknown_lesson_nearest, {"frok", "fork"});
  CHECK(say(problem, Language::en) == "there is no lesson 'frok'; did you mean 'fork'?");
  CHECK(say(problem, Language::zh) == "没有名为“frok”的课；是想输入“fork”吗？");
}

TEST_CASE("the lesson's own evidence comes before ours") {
  Why why{"count", {"", "1", "2", "", "#3"}, {"fork() returned 0", "fork() 返回 0"}};
  CHECK(say(why, Language::en) == "fork() returned 0");
  CHECK(say(why, Language::zh) == "fork() 返回 0");
  why.evidence = {};
  CHECK(say(why, Language::en) == "found 1 (at least 2 expected): #3");
  CHECK(say(why, Language::zh) == "共有 1 个（应不少于 2）：#3");
}

TEST_CASE("every kind of finding has its sentence in both languages") {
  const std::pair<Why, const char*> findings[] = {
      {{"count", {"", "3", "3", "3", "#1"}, {}}, "found 3 (exactly 3 expected): #1"},
      {{"count", {"P.1", "3", "", "2", "#1"}, {}}, "P.1: found 3 (at most 2 expected): #1"},
      {{"distinct", {"", "2", "1", "3", "pid", "7, 8"}, {}},
       "2 different values of pid (1 to 3 expected): 7, 8"},
      {{"before", {"", "#4", "#5"}, {}},
       "the last of the first kind is #4, the first of the second is #5"},
      {{"overlap", {"", "2", "1", "#1, #2"}, {}}, "at most 2 at once (allowed: 1): #1, #2"},
      {{"same", {"", "2", "2", "", "", "", ""}, {}}, "the same values, 2 of them"},
      {{"same", {"", "2", "2", "a", "#1", "b", "#2"}, {}}, "a in #1, but b in #2 (2 and 2 values)"},
      {{"same", {"", "2", "1", "a", "#1", "", ""}, {}},
       "a in #1 has no counterpart (2 and 1 values)"},
      {{"same", {"", "1", "2", "", "", "b", "#2"}, {}},
       "b in #2 has no counterpart (1 and 2 values)"},
      {{"compare", {"", "9", "10", "0.9", "0.8", "1.2"}, {}},
       "9 to 10 is a ratio of 0.9 (0.8 to 1.2 expected)"},
      {{"missing", {"", "1", "{}"}, {}}, "nothing happened that matches {}"},
      {{"unbroken", {""}, {}}, "the failure that this variant is to show did not come"},
      {{"each", {"", "process", "P, P.1"}, {}}, "holds for each process: P, P.1"},
      {{"skipped-unobserved", {"", ""}, {}}, "the program ran unobserved"},
      {{"skipped-unobserved", {"", "page"}, {}}, "page could not be seen on this machine"},
      {{"skipped-interrupted", {}, {}}, "the run was interrupted by Ctrl-C"},
      {{"skipped-refused", {""}, {}},
       "this machine let the program make no more processes (ulimit -u, pids.max)"},
      {{"skipped-live", {}, {}}, "it needs the real clock and the real scheduler"},
      {{"skipped-overslept", {"", "P.1", "3", "5.1"}, {}},
       "P.1 asked for 3 s of sleep and got 5.1 s: this machine is too busy for an order that only "
       "sleeping arranges"},
      {{"skipped-unless", {"", "#2 P line"}, {}},
       "it could not be shown here, as the run says: #2 P line"},
      {{"something-new", {}, {}}, "something-new"},
  };
  for (const auto& [why, words] : findings) {
    CHECK(say(why, Language::en) == words);
    CHECK(has_chinese(say(why, Language::zh)));
    CHECK(say(Why{why.key, {}, {}}, Language::zh) != "");  // too few arguments throw nothing
  }
}
