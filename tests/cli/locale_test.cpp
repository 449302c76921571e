#include "cli/words/locale.h"

#include <cstdlib>

#include "catch.h"

using namespace procdemo::cli;

TEST_CASE("Chinese is told to those whose locale is Chinese") {
  CHECK(language_of_locale("zh_CN.UTF-8") == Language::zh);
  CHECK(language_of_locale("zh") == Language::zh);
  CHECK(language_of_locale("zh_TW") == Language::zh);
  CHECK(language_of_locale("zha_CN") == Language::en);  // Zhuang
  CHECK(language_of_locale("C.UTF-8") == Language::en);
  CHECK(language_of_locale("") == Language::en);
}

TEST_CASE("LC_ALL comes before LC_MESSAGES before LANG; an empty one counts as unset") {
  const auto with = [](const char* all, const char* messages, const char* lang) {
    ::setenv("LC_ALL", all, 1);
    ::setenv("LC_MESSAGES", messages, 1);
    ::setenv("LANG", lang, 1);
    return language_of_environment();
  };
  CHECK(with("zh_CN.UTF-8", "C", "C") == Language::zh);
  CHECK(with("C", "zh_CN", "zh_CN") == Language::en);
  CHECK(with("", "zh_CN", "C") == Language::zh);
  CHECK(with("", "", "zh_CN") == Language::zh);
  CHECK(with("", "", "") == Language::en);
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) ::unsetenv(name);
  CHECK(language_of_environment() == Language::en);
}
