// Lines, made from prints.
#include "run/lines.h"

#include "base/text/utf8.h"
#include "catch.h"

using namespace procdemo::run;

namespace {

struct Told {
  std::vector<event::Line> lines;
  Lines from{[this](const Name&, event::Line line, const std::optional<SourcePlace>&) {
    lines.push_back(std::move(line));
  }};

  void print(const std::string& text, const Name& task = "P", int fd = 1, double now = 0) {
    from.add(task, fd, text, now);
  }
  std::string text() const {
    std::string all;
    for (const event::Line& line : lines) all += line.text + (line.partial ? "" : "\n");
    return all;
  }
};

}  // namespace

TEST_CASE("a long line is told in pieces, and nothing of it is lost") {
  Told told;
  std::string all;
  for (int i = 0; i < 40; ++i) {
    const std::string part(20'001, static_cast<char>('a' + i % 26));
    told.print(part);
    all += part;
  }
  told.print("\n");
  CHECK(told.text() == all + "\n");
  CHECK(told.lines.size() == all.size() / longest_line + 1);
  for (const event::Line& line : told.lines) {
    CHECK(line.text.size() <= longest_line);
    CHECK_FALSE(line.torn);
  }
}

TEST_CASE("a line of exactly the greatest length is one, and one more byte makes two") {
  Told told;
  told.print(std::string(longest_line, 'x') + "\n");
  REQUIRE(told.lines.size() == 1);
  CHECK_FALSE(told.lines[0].partial);
  told.print(std::string(longest_line, 'x') + "\r");
  told.print("\n");
  REQUIRE(told.lines.size() == 2);
  CHECK_FALSE(told.lines[1].partial);
  told.print(std::string(longest_line + 1, 'x') + "\n");
  REQUIRE(told.lines.size() == 4);
  CHECK(told.lines[2].partial);
  CHECK(told.lines[3].text == "x");
}

TEST_CASE("no character is torn apart where a line is") {
  for (const std::string before : {"", "x", "xx"}) {
    Told told;
    std::string all = before;
    while (all.size() < 3 * longest_line) all += "中";
    for (std::size_t at = 0; at < all.size(); at += 4097) told.print(all.substr(at, 4097));
    told.from.flush("P");
    CHECK(told.text() == all);
    for (const event::Line& line : told.lines) CHECK(is_utf8(line.text));
  }
}

TEST_CASE("a piece is torn where another process's bytes came into it, and only that piece") {
  Told told;
  told.print("a");
  told.print("b\n", "P.1");
  told.print(std::string(longest_line, 'x'));
  told.print("\n");
  REQUIRE(told.lines.size() == 3);
  CHECK(told.lines[1].torn);
  CHECK_FALSE(told.lines[2].torn);
}

TEST_CASE("nothing is written between the pieces of a line by a write of nothing") {
  Told told;
  told.print("a");
  told.print("", "P.1");
  told.print("b\n");
  REQUIRE(told.lines.size() == 1);
  CHECK_FALSE(told.lines[0].torn);
}

TEST_CASE("a stale piece is told alone: what its process has begun elsewhere may still go on") {
  Told told;
  told.print("a prompt", "P", 1, 0);
  told.print("a line", "P", 2, 5);
  told.from.flush_older(1);
  REQUIRE(told.lines.size() == 1);
  CHECK(told.lines[0].text == "a prompt");
  CHECK(told.from.oldest() == 5.0);
}
