#include "cli/page_view.h"

#include "catch.h"
#include "cli/course/pages.h"

namespace procdemo::cli {
namespace {

std::string view(const std::string& markdown, int width = 40, bool color = false) {
  return page_view(markdown, {Language::en, color, width});
}

}  // namespace

TEST_CASE("pages end at blank rows where they can, and no row or two are a page") {
  const auto rows = [](int count) {
    std::string text;
    for (int row = 1; row <= count; ++row) text += "row\n";
    return text;
  };
  CHECK(cut_to_pages(rows(6), 6) == std::vector{rows(6)});
  CHECK(cut_to_pages(rows(4) + "\n" + rows(5), 6) == std::vector{rows(4), rows(5)});
  CHECK(cut_to_pages(rows(12), 10) == std::vector{rows(8), rows(4)});
  CHECK(cut_to_pages(rows(7) + "\n" + rows(4), 11) == std::vector{rows(7), rows(4)});
}

TEST_CASE("a page without blank rows ends between two items, not in the middle of one") {
  const std::string item = "- an item\n  that goes\n  on\n";
  CHECK(cut_to_pages(item + item + item + item, 7) == std::vector{item + item, item + item});
  const std::string lines = "   8  one\n   9    two\n          more\n  10  three\n";
  CHECK(cut_to_pages(lines + lines, 6) ==
        std::vector{lines + "   8  one\n",
                    std::string("   9    two\n          more\n  10  three\n")});
}

TEST_CASE("headings stand out: underlined, or bold where there are colours") {
  CHECK(view("# Title\ntext\n") == "Title\n-----\ntext\n");
  CHECK(view("# 标题\n") == "标题\n----\n");
  CHECK(view("# Title\ntext\n", 40, true) == "\x1b[1mTitle\x1b[0m\ntext\n");
}

TEST_CASE("paragraphs are wrapped to the width, Chinese ones by columns") {
  CHECK(view("one two\nthree four\n", 12) == "one two\nthree four\n");
  CHECK(view("一二三四五六七\n", 12) == "一二三四五六\n七\n");
  CHECK(view("一二\n三 a\nb\n") == "一二三 a b\n");
}

TEST_CASE("emphasis goes, inline code keeps its quotes") {
  CHECK(view("a **strong** and *slanted* `word`\n") == "a strong and slanted `word`\n");
}

TEST_CASE("items hang below their first word, numbers count") {
  CHECK(view("- one two three\n- four\n", 12) == "- one two\n  three\n- four\n");
  CHECK(view("3. one\n4. two\n") == "3. one\n4. two\n");
  CHECK(view("- one\n  - inner\n- two\n") == "- one\n  - inner\n- two\n");
  CHECK(view("- one\n\n- two\n") == "- one\n\n- two\n");
  CHECK(view("1. one two three\n   - inner\n", 14) == "1. one two\n   three\n  - inner\n");
}

TEST_CASE("code is left as it is where it fits") {
  CHECK(view("```sh\na  b   a-line-that-fits\n\n  c\n```\n", 40) ==
        "    a  b   a-line-that-fits\n    \n      c\n");
}

TEST_CASE("a line of code that is too wide is broken at blanks, and goes on further right") {
  CHECK(view("```sh\ncommand --first option --second another\n```\n", 34) ==
        "    command --first option\n        --second another\n");
  CHECK(source_view("  one(two, three, four_and_five);\n", 30) ==
        "   1    one(two, three,\n          four_and_five);\n");
}

TEST_CASE("tables keep their columns, and fold where they do not fit") {
  const std::string table = "| a | meaning |\n|---|---|\n| 中文 | two |\n";
  CHECK(view(table) == "  a      meaning\n  中文   two\n");
  CHECK(view(table, 12) == "  a\n    meaning\n  中文\n    two\n");
}

TEST_CASE("control characters of a page cannot touch the terminal") {
  for (const char* const page : {"a \x1b[31m b\n", "# \x1b[31m\n", "```\n\x1b[31m\n```\n"}) {
    CHECK(view(page).find('\x1b') == std::string::npos);
  }
  CHECK(source_view("a\x1b\n", 80).find('\x1b') == std::string::npos);
}

TEST_CASE("a program is shown with the numbers of its lines") {
  CHECK(source_view("int main() {\n}\n", 80) == "   1  int main() {\n   2  }\n");
}

}  // namespace procdemo::cli
