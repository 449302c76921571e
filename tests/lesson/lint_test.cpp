#include "lesson/lint.h"

#include "catch.h"
#include "lesson/fixture.h"

using namespace procdemo::lesson;
using namespace procdemo::lesson::fixture;

namespace {

// What is said of a lesson with these changes to its files.
std::vector<std::string> findings(const std::string& toml, const std::string& file = "",
                                  const std::string& text = "") {
  const Folder folder;
  const auto lesson = write_lesson(folder, "01-demo", toml);
  if (!file.empty()) folder.write("01-demo/" + file, text);
  return lint_lesson(load_lesson(lesson));
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

using Findings = std::vector<std::string>;

}  // namespace

TEST_CASE("procdemo's own lessons have nothing to be mended") {
  CHECK(lint_lessons(PROCDEMO_LESSONS) == Findings{});
}

TEST_CASE("the lint finds nothing in a good lesson") {
  CHECK(findings(good_toml) == Findings{});
}

TEST_CASE("the lint finds what is wrong in lesson.toml") {
  CHECK(findings(changed("order = 1", "order = 2")) ==
        Findings{"01-demo/lesson.toml: name and order make it 02-demo, not its folder's name"});
  CHECK(findings(changed("zh = \"它印几行\"", "zh = \"It prints\"")) ==
        Findings{"01-demo/lesson.toml: prints: no Chinese in the Chinese words"});
  CHECK(findings(changed("en = \"how often\"", "en = \"几次\"")) ==
        Findings{"01-demo/lesson.toml: --rounds: Chinese in the English words"});
  CHECK(findings(changed("source = {", "#")) ==
        Findings{"01-demo/lesson.toml: no source lines are shown"});
  CHECK(findings(changed("What a demo shows.", std::string(81, 'x'))) ==
        Findings{"01-demo/lesson.toml: summary: 81 characters, at most 80"});
}

TEST_CASE("the lint finds a question that gives no reason to whoever is wrong") {
  const std::string asked = std::string(good_toml) + R"(
[[question]]
id = "how-many"
asked = "before"
words = { en = "How many lines?", zh = "几行？" }
number = { event = "line" }
)";
  CHECK(findings(asked) == Findings{"01-demo/lesson.toml: how-many: no why, for whoever is wrong"});
  CHECK(findings(asked + "why = { en = \"It loops.\", zh = \"它循环。\" }\n") == Findings{});
}

TEST_CASE("the lint finds a program that is too long, or not plain ASCII") {
  std::string longer = good_program;
  for (int i = 0; i < 110; ++i) longer += "\n";
  CHECK(findings(good_toml, "demo.cpp", longer) ==
        Findings{"01-demo/demo.cpp: 118 lines, at most 110"});
  CHECK(findings(good_toml, "demo.cpp", good_program + "// 注释\n") ==
        Findings{"01-demo/demo.cpp: not plain ASCII"});
}

TEST_CASE("the lint finds pages that differ, or are not what they should be") {
  CHECK(findings(good_toml, "zh.md", replaced(good_zh, "## 看什么", "## 看")) ==
        Findings{"01-demo/zh.md: heading '看' in place of '看什么'"});
  CHECK(findings(good_toml, "en.md", replaced(good_en, "That it runs.", "```\nx\n```")) ==
        Findings{"01-demo/zh.md: 1 code blocks, and 2 in en.md"});
  CHECK(findings(good_toml, "en.md", replaced(good_en, "The lines.", std::string(501, 'x'))) ==
        Findings{"01-demo/en.md: first and last section have at most 500 characters: 501"});
  CHECK(findings(good_toml, "zh.md", replaced(good_zh, "能运行。", "**能运行。**真的")) ==
        Findings{"01-demo/zh.md: '说明了什么': ** is no emphasis here, and shows"});
}

TEST_CASE("names and numbers are unique, and a broken lesson is told") {
  const Folder folder;
  write_lesson(folder, "01-demo");
  write_lesson(folder, "01-other", changed("name = \"demo\"", "name = \"other\""));
  write_lesson(folder, "02-bad", "name = 7");
  const Findings said = lint_lessons(folder.path());
  REQUIRE(said.size() == 2);
  CHECK(said[0] == "01-other: number is taken");
  CHECK(said[1].starts_with("02-bad: "));
}

TEST_CASE("the lint finds files that no claim is about, and claims about files that nobody reads") {
  const std::string file = "[[file]]\npath = \"/f\"\n\n[[claim]]\nid = \"prints\"";
  const std::string with_file = changed("[[claim]]\nid = \"prints\"", file);
  CHECK(findings(with_file) == Findings{"01-demo/lesson.toml: [[file]], and no claim on it"});
  CHECK(findings(changed("{ event = \"start\" }", "{ event = \"file\" }")) ==
        Findings{"01-demo/lesson.toml: a claim on a file, and no [[file]]"});
  CHECK(findings(replaced(with_file, "{ event = \"start\" }", "{ event = \"file\" }")) ==
        Findings{});
}

TEST_CASE("the lint holds a program in Python to the same, and its claims to what it can show") {
  const std::string excerpt =
      "watch = [\"g_num\"]\npython = { first = \"print\", last = \"print\" }";
  const std::string told = changed("watch = [\"g_num\"]", excerpt);
  const std::string program = "print(1)\n";
  CHECK(findings(told, "demo.py", program) == Findings{});
  CHECK(findings(good_toml, "demo.py", program) ==
        Findings{"01-demo/lesson.toml: no source lines of demo.py are shown"});
  CHECK(findings(told, "demo.py", program + "# 注释\n") ==
        Findings{"01-demo/demo.py: not plain ASCII"});
  const std::string probes = replaced(told, "{ event = \"start\" }", "{ event = \"probe\" }");
  CHECK(findings(probes, "demo.py", program) ==
        Findings{"01-demo/lesson.toml: ordered: demo.py has neither probes nor variables to watch: "
                 "in = \"cpp\""});
  const std::string in_cpp =
      replaced(probes, "when = { variant = \"b\" }", "when = { variant = \"b\", in = \"cpp\" }");
  CHECK(findings(in_cpp, "demo.py", program) == Findings{});
}
