// co_linetable: which line an instruction of byte code belongs to.
#include "tracee/source/python_lines.h"

#include <string>

#include "catch.h"

using namespace procdemo::tracee;

namespace {

std::string entry(int kind, int units, const std::string& rest = "") {
  return static_cast<char>(0x80 | kind << 3 | (units - 1)) + rest;
}

constexpr int one_line = 10, no_columns = 13, full = 14, none = 15;

}  // namespace

TEST_CASE("each entry goes on from the line of the one before, over as many units as it says") {
  const std::string table = entry(one_line, 1, {1, 2}) + entry(0, 2, {1}) +
                            entry(one_line + 1, 1, {1, 2}) + entry(one_line + 2, 8, {1, 2});
  CHECK(python_line(table, 7, 0) == 7);
  CHECK(python_line(table, 7, 2) == 7);
  CHECK(python_line(table, 7, 5) == 7);
  CHECK(python_line(table, 7, 6) == 8);
  CHECK(python_line(table, 7, 8) == 10);
  CHECK(python_line(table, 7, 23) == 10);
  CHECK_FALSE(python_line(table, 7, 24));
}

TEST_CASE("a line's difference has a sign, and six bits a byte") {
  const std::string back = entry(no_columns, 1, {(3 << 1) | 1});
  CHECK(python_line(back, 10, 0) == 7);
  const std::string far = entry(full, 1, {0x40 | (200 << 1 & 0x3F), 200 << 1 >> 6, 0, 0, 0});
  CHECK(python_line(far, 10, 0) == 210);
}

TEST_CASE("what belongs to no line has none, and what has not begun stands at the first") {
  const std::string table = entry(none, 1) + entry(one_line + 1, 1, {1, 2});
  CHECK_FALSE(python_line(table, 3, 0));
  CHECK(python_line(table, 3, 2) == 4);
  CHECK(python_line(table, 3, -2) == 3);
  CHECK_FALSE(python_line("", 3, 0));
}
