// Whatever a user types, a file is called, or a program says: the terminal stays as it is, in every
// command and format.
#include <algorithm>
#include <fstream>

#include "base/text/shown.h"
#include "catch.h"
#include "cli/desk.h"
#include "lesson/fixture.h"

namespace procdemo::cli::test {
namespace {

const std::string hostile =
    "\x1b[31m\x07\x08\x7f\u0085\u009b1m\u061c\u200b\u200e\u202e\u2028\u2060\u2066\ufe0f\ufeff"
    "\U000E0041\uE000\uFFFF\xff";

void check_clean(std::string text) {
  std::erase(text, '\n');
  const std::size_t clean = shown_prefix(text);
  INFO(shown(text.substr(clean - std::min<std::size_t>(clean, 60))));
  CHECK(clean == text.size());
}

}  // namespace

TEST_CASE("no word that a user types acts on the terminal") {
  const std::vector<std::vector<std::string>> all = {
      {hostile},
      {"--" + hostile},
      {"fork@" + hostile},
      {"fork", hostile},
      {"fork", "--rounds", hostile},
      {"fork", "--lang", hostile},
      {"fork", "--format", hostile},
      {"fork", "--schedule", hostile},
      {"fork", "--record", "/nowhere/" + hostile},
      {"show", hostile},
      {"show", "./" + hostile},
      {"run", "./" + hostile},
      {"replay", hostile},
      {"check", hostile},
      {"check", "--report", hostile},
      {"explore", hostile},
      {"explore", "fork", "--before", "printf '" + hostile + "'; false"},
      {"explore", "fork", "--time", hostile},
      {"watch", hostile},
      {"watch", "./" + hostile},
      {"watch", "--claims", hostile, "true"},
      {"list", hostile},
      {"doctor", hostile},
  };
  for (const std::vector<std::string>& words : all) {
    for (const char* language : {"en_US.UTF-8", "zh_CN.UTF-8"}) {
      const Result result = procdemo(words, {.environment = {{"LANG", language}}});
      CAPTURE(words[0], words.size());
      CHECK(result.status != 0);
      CHECK(result.status < 128);
      check_clean(result.out);
      check_clean(result.err);
    }
  }
}

TEST_CASE("no program, argument or environment acts on the terminal, in any format") {
  const std::string text = hostile.substr(0, hostile.size() - 1);  // UTF-8, which JSON quotes
  for (const std::string format : {"lanes", "plain", "jsonl"}) {
    const Result result = procdemo(
        {"watch", "--format", format, "--", "sh", "-c",
         "printf '%s\\n' \"$1\" >&2; printf '%s' \"$HOSTILE\"; exec true \"$1\"", hostile, text},
        {.environment = {{"HOSTILE", text}}});
    CAPTURE(format);
    CHECK(result.status == 0);
    check_clean(result.out);
    check_clean(result.err);
    CHECK_THAT(result.out, contains("u202e") && contains("u200b"));
  }
}

TEST_CASE("what explore found is printed without harm, as text and as JSON") {
  for (const std::string format : {"text", "json"}) {
    const Result result =
        procdemo({"explore", "--format", format, "--", "printf", "\u202e\u200b\x7f\u009b\\n"});
    CAPTURE(format, result.err);
    CHECK(result.status == 0);
    check_clean(result.out);
    CHECK_THAT(result.out, contains("u202e") && contains("u009b"));
  }
}

TEST_CASE("a lesson that somebody wrote is shown, run and checked without harm") {
  const fixture::Folder folder;
  const std::string wicked = R"(\u001b\u007f\u009b\u202e\u200b\ufeff\uE000\U000E0041)";
  std::string toml = fixture::changed("\"A demo\"", "\"A demo" + wicked + "\"");
  toml.replace(toml.find("how often"), 0, wicked);
  toml.replace(toml.find("It prints"), 0, wicked);
  const std::string lesson = fixture::write_lesson(folder, "01-demo", toml);
  const auto write = [&](const char* name, const std::string& text) {
    std::ofstream(lesson + "/" + name) << text;
  };
  write("demo.cpp", "// " + hostile + "\n" + fixture::good_program);
  write("en.md", "# " + hostile + "\n\n- `" + hostile + "`\n\n| a |\n|---|\n| " + hostile + " |\n");
  const std::vector<std::vector<std::string>> all = {{"show", lesson},
                                                     {"run", lesson},
                                                     {"run", lesson, "--help"},
                                                     {"run", lesson, "--format", "jsonl"},
                                                     {"check", lesson},
                                                     {"check", lesson, "--report", "tap"},
                                                     {"check", lesson, "--report", "junit"},
                                                     {"explore", lesson}};
  for (const std::string& whole : {toml, hostile, "name = \"" + hostile + "\"\n"}) {
    write("lesson.toml", whole);
    for (const std::vector<std::string>& words : all) {
      const Result result = procdemo(words);
      CAPTURE(words);
      CHECK(result.status < 128);
      check_clean(result.out);
      check_clean(result.err);
    }
  }
}

}  // namespace procdemo::cli::test
