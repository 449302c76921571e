// Widths, escapes, rows: what keeps a program's text inside its column.
#include "catch.h"
#include "show/narrated.h"
#include "show/terminal/escape.h"
#include "show/terminal/glyph.h"
#include "show/terminal/text_row.h"
#include "show/terminal/wrap.h"

using namespace procdemo::show;

namespace {

std::string shown_plain(std::string_view bytes) {
  return paint(harmless(bytes), false);
}

std::vector<std::string> wrapped(const std::string& text, int width, Break where) {
  std::vector<std::string> rows;
  for (const Rich& row : wrap({{text}}, width, where)) rows.push_back(paint(row, false));
  return rows;
}

}  // namespace

TEST_CASE("wide characters take two columns, combining ones none, whatever the process's locale") {
  CHECK(columns_of(std::string_view("fork")) == 4);
  CHECK(columns_of(std::string_view("进程")) == 4);
  CHECK(columns_of(std::string_view("e\u0301a")) == 2);
  CHECK(columns_of(std::string_view("─●│■◌▌✓")) == 7);
  CHECK(columns_of(U'\x1b') == -1);
  CHECK(columns_of(U'\u009b') == -1);
  CHECK(first_glyph("e\u0301a").bytes == "e\u0301");
}

TEST_CASE("control characters, broken UTF-8 and turned directions are shown_plain, not obeyed") {
  CHECK(shown_plain("\x1b[31mred\x07") == "\\x1b[31mred\\x07");
  CHECK(shown_plain("\x7f") == "\\x7f");
  CHECK(shown_plain("\u009b1m") == "\\u009b1m");
  CHECK(shown_plain("\xff\xc3") == "\\xff\\xc3");
  CHECK(shown_plain("\u202Eevil\u2066") == "\\u202eevil\\u2066");
  CHECK(shown_plain("\u2028\u200f") == "\\u2028\\u200f");
  CHECK(shown_plain(std::string("a\0b", 3)) == "a\\x00b");
  CHECK(shown_plain("plain, 中文, e\u0301, \\n") == "plain, 中文, e\u0301, \\n");
}

TEST_CASE("tabs lead to the next multiple of eight columns") {
  CHECK(shown_plain("a\tb") == "a       b");
  CHECK(shown_plain("中文\tb") == "中文    b");
  CHECK(shown_plain("12345678\tb") == "12345678        b");
  CHECK(escaped("a\tb\nc") == "a b c");
}

TEST_CASE("escapes are dimmed where there is colour") {
  const Rich text = harmless("a\x1b", {36, true, false});
  REQUIRE(text.size() == 2);
  CHECK(text[1] == Piece{"\\x1b", {36, false, true}});
  CHECK(paint(text, true) == "\x1b[1;36ma\x1b[0m\x1b[2;36m\\x1b\x1b[0m");
}

TEST_CASE("prose is broken at words, and between Chinese characters") {
  CHECK(wrapped("one two three", 8, Break::words) == std::vector<std::string>{"one two", "three"});
  CHECK(wrapped("abcdefghij k", 4, Break::words) ==
        std::vector<std::string>{"abcd", "efgh", "ij k"});
  CHECK(wrapped("成为僵尸进程", 6, Break::words) == std::vector<std::string>{"成为僵", "尸进程"});
  // No row begins with a closing mark.
  CHECK(wrapped("僵尸进程，回收", 8, Break::words) ==
        std::vector<std::string>{"僵尸进", "程，回收"});
  CHECK(wrapped("", 8, Break::words) == std::vector<std::string>{""});
}

TEST_CASE("a program's text is broken anywhere, and nothing of it is lost") {
  CHECK(wrapped("ab  cd", 3, Break::anywhere) == std::vector<std::string>{"ab ", " cd"});
  CHECK(wrapped("pid 10001, 7", 6, Break::anywhere) ==
        std::vector<std::string>{"pid ", "10001,", " 7"});
  CHECK(wrapped("n 1234567", 6, Break::anywhere) == std::vector<std::string>{"n 1234", "567"});
  CHECK(wrapped("a中文b", 4, Break::anywhere) == std::vector<std::string>{"a中", "文b"});
  CHECK(wrapped("ae\u0301b", 2, Break::anywhere) == std::vector<std::string>{"ae\u0301", "b"});
}

TEST_CASE("a row holds nothing past its last column, and no half of a wide character") {
  TextRow row(6);
  row.put(0, {{"ab"}});
  row.put(3, {{"中文"}});
  CHECK(paint(row.text(), false) == "ab 中");
  row.line(2, 2, {});
  CHECK(paint(row.text(), false) == "ab─中");
}

TEST_CASE("a line crosses the spines on its way") {
  TextRow row(8);
  row.put(3, {{"│", {33}}});
  row.line(1, 5, {36});
  CHECK(paint(row.text(), false) == " ──┼──");
  CHECK(paint(row.text(), true) == " \x1b[36m──\x1b[0m\x1b[33m┼\x1b[0m\x1b[36m──\x1b[0m");
}
