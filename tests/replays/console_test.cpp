// Console blocks in Markdown: found, read, and put back.
#include "replays/console.h"

#include <algorithm>

#include "base/fd.h"
#include "catch.h"
#include "lesson/catalogue.h"

using namespace procdemo::replays;

namespace {

using Lines = std::vector<std::string>;

const std::string page =
    "# A page\n"             // 1
    "\n"                     // 2
    "```console\n"           // 3
    "$ procdemo fork\n"      // 4
    "? 1\n"                  // 5
    "first\n"                // 6
    "\n"                     // 7
    "second\n"               // 8
    "$ procdemo watch \\\n"  // 9
    "> --speed 2\n"          // 10
    "```\n"                  // 11
    "- in a list:\n"         // 12
    "  ~~~console\n"         // 13
    "  $ procdemo list\n"    // 14
    "  ...\n"                // 15
    "  ~~~\n"                // 16
    "> ```console\n"         // 17
    "> $ procdemo\n"         // 18
    "> ```\n";               // 19

}  // namespace

TEST_CASE("a block's commands, statuses and lines are read, with where they stand") {
  const std::vector<ConsoleBlock> blocks = console_blocks(page);
  REQUIRE(blocks.size() == 3);
  CHECK(blocks[0].line == 4);
  CHECK(blocks[0].lines == 7);
  REQUIRE(blocks[0].steps.size() == 2);
  const ConsoleStep& first = blocks[0].steps[0];
  CHECK(first.command == "procdemo fork");
  CHECK(first.status == 1);
  CHECK(first.first_line == 6);
  CHECK(first.expected == Lines{"first", "", "second"});
  const ConsoleStep& second = blocks[0].steps[1];
  CHECK(second.line == 9);
  CHECK(second.command == "procdemo watch \\ --speed 2");
  CHECK(second.status == 0);
  CHECK(second.first_line == 11);
  CHECK(second.expected.empty());
}

TEST_CASE("a block may stand in a list or a quotation") {
  const std::vector<ConsoleBlock> blocks = console_blocks(page);
  REQUIRE(blocks.size() == 3);
  CHECK(blocks[1].line == 14);
  CHECK(blocks[1].prefix == "  ");
  CHECK(blocks[1].steps[0].expected == Lines{"..."});
  CHECK(blocks[2].line == 18);
  CHECK(blocks[2].prefix == "> ");
  CHECK(blocks[2].steps[0].command == "procdemo");
}

TEST_CASE("what is not executable is left alone") {
  for (const char* text :
       {"```sh\n$ procdemo fork\n```\n", "```console\n$ g++ x.cpp\n```\n",
        "```console\nprocdemo fork\n```\n", "```console\n$ procdemonic\n```\n",
        "```console,ignore\n$ procdemo fork\n```\n", "    $ procdemo fork\n",
        "````text\n```console\n$ procdemo fork\n```\n````\n",
        "<!--\n```console\n$ procdemo fork\n```\n-->\n", "```console\n```\n", ""}) {
    CAPTURE(text);
    CHECK(console_blocks(text).empty());
  }
}

TEST_CASE("a page with its own blocks is the same page") {
  CHECK(with_blocks(page, console_blocks(page)) == page);
  const std::string open = "x\n```console\n$ procdemo fork\nout";  // no fence ends it
  CHECK(with_blocks(open, console_blocks(open)) == open);
  CHECK(with_blocks("", {}) == "");
  CHECK(with_blocks("no newline", {}) == "no newline");
}

TEST_CASE("changed steps are put where they stood") {
  std::vector<ConsoleBlock> blocks = console_blocks(page);
  blocks[0].steps[0].expected = {"other"};
  blocks[0].steps[0].status = 0;
  blocks[0].steps[1].status = 3;
  blocks[1].steps[0].expected = {"a", "", "b"};
  blocks[2].steps[0].expected = {"c", "", "d"};
  CHECK(with_blocks(page, blocks) ==
        "# A page\n\n```console\n$ procdemo fork\nother\n$ procdemo watch \\\n> --speed 2\n? 3\n"
        "```\n- in a list:\n  ~~~console\n  $ procdemo list\n  a\n\n  b\n  ~~~\n"
        "> ```console\n> $ procdemo\n> c\n>\n> d\n> ```\n");
  const std::vector<ConsoleBlock> again = console_blocks(with_blocks(page, blocks));
  REQUIRE(again.size() == 3);
  CHECK(again[1].steps[0].expected == Lines{"a", "", "b"});
}

TEST_CASE("every page has two replays in controlled order, unless its lesson has to be live") {
  for (const CatalogueEntry& entry : list_lessons(PROCDEMO_LESSONS)) {
    REQUIRE(entry.lesson);
    if (entry.lesson->live_only) continue;
    for (const char* page : {"en.md", "zh.md"}) {
      const auto blocks = console_blocks(read_file((entry.folder / page).string()));
      const auto controlled = std::ranges::count_if(blocks, [&](const ConsoleBlock& block) {
        const std::string& command = block.steps.front().command;
        return command.find("--schedule") != command.npos ||
               command.find("--stable") != command.npos;
      });
      INFO(entry.id << "/" << page);
      CHECK(controlled >= 2);
    }
  }
}
