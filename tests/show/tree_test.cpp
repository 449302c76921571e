// The tree of processes that follows a run.
#include "show/terminal/tree.h"

#include "catch.h"
#include "show/narrated.h"
#include "show/traces.h"

using namespace procdemo::show;

namespace {

std::string after(TraceMaker& make, int width = 80, Format format = Format::lanes) {
  const std::string text = narrated(make.trace(), format, {Language::en, false, width});
  const std::size_t at = text.find("Who made whom\n");
  return at == text.npos ? "" : text.substr(at);
}

TraceMaker family() {
  TraceMaker make;
  make("P", event::Start{{"make", "all"}, "", {}});
  make.fork("P", "P.1");
  make("P.1", event::Exec{"/bin/sh", {"sh", "-c", "true; ls"}});
  make.fork("P.1", "P.1.1");
  make("P.1.1", event::Exec{"/bin/ls", {"ls"}});
  make("P.1.1", event::Exit{{}, "SIGKILL", false});
  make.exits("P.1", 2);
  make("P", event::Reap{"P.1", 2, {}});
  return make;
}

}  // namespace

TEST_CASE("the tree says who made whom, what each ran, and how it ended") {
  TraceMaker make = family();
  make.fork("P", "P.2").exits("P");
  make("P.2", event::Orphan{"init", 1}).exits("P.2");
  CHECK(after(make) ==
        "Who made whom\n"
        "  P 4211  make all: ends with code 0\n"
        "  ├ P.1 4212  sh -c true; ls: ends with code 2\n"
        "  │ └ P.1.1 4213  ls: is ended by SIGKILL; its parent never waited for it\n"
        "  └ P.2 4214: ends with code 0, as an orphan: its parent had ended before\n");
  CHECK(after(make, 80, Format::plain) == after(make));
}

TEST_CASE("the tree of a run that goes on says who is alive, and who is a zombie") {
  TraceMaker make;
  make("P", event::Start{{"make", "all"}, "", {}});
  make.fork("P", "P.1").fork("P.1", "P.1.1").fork("P.1", "P.1.2");
  make.exits("P.1.2");
  Lineage lineage;
  const Trace trace = make.trace();
  for (const Event& event : trace.events) lineage.learn(event);
  const Style style{Language::en, false, 80};
  const std::string tree = process_tree(lineage, style, true);
  CHECK_THAT(
      tree,
      contains("  P 4211  make all: alive\n"
               "  └ P.1 4212: alive\n"
               "    ├ P.1.1 4213: alive\n"
               "    └ P.1.2 4214: ends with code 0; a zombie: its parent has not reaped it\n"));
  make.exits("P.1", 2);
  make("P.1.1", event::Orphan{"init", 1});
  Lineage later;
  const Trace whole = make.trace();
  for (const Event& event : whole.events) later.learn(event);
  const std::string text = process_tree(later, style, true);
  CHECK_THAT(text, contains("P.1.1 4213: alive, as an orphan: its parent has ended\n"));
  CHECK_THAT(text, contains("P.1 4212: ends with code 2; a zombie"));
  CHECK_THAT(text, contains("P.1.2 4214: ends with code 0; its parent never waited for it\n"));
}

TEST_CASE("two processes need no tree, nor does a lesson whose columns suffice") {
  TraceMaker two;
  two.fork("P", "P.1").exits("P.1").exits("P");
  CHECK(after(two).empty());
  Run lesson;
  lesson.lesson = "three";
  TraceMaker three{lesson};
  three.fork("P", "P.1").fork("P", "P.2").exits("P");
  CHECK(after(three).empty());
}

TEST_CASE("a lesson's processes get a tree when they had to share a column") {
  Run lesson;
  lesson.lesson = "many";
  TraceMaker make{lesson};
  for (int i = 1; i <= 7; ++i) make.fork("P", "P." + std::to_string(i));
  make.exits("P");
  CHECK_FALSE(after(make).empty());
  CHECK(after(make, 200).empty());
}

TEST_CASE("children that are alike are one row, and a large tree stays within bounds") {
  TraceMaker alike;
  alike("P", event::Start{});
  for (int i = 1; i <= 500; ++i) {
    const Name child = "P." + std::to_string(i);
    alike.fork("P", child).exits(child);
    alike("P", event::Reap{child, 0, {}});
  }
  alike.exits("P");
  CHECK(after(alike).ends_with("  └ P.1 4212: ends with code 0\n    … 499 more like it\n"));

  TraceMaker different;
  for (int i = 1; i <= 500; ++i) {
    const Name child = "P." + std::to_string(i);
    different.fork("P", child).exits(child, i % 100);
  }
  different.exits("P");
  CHECK(lines_of(after(different)).size() < 50);
  CHECK(after(different).ends_with("… 461 more processes\n"));
}

TEST_CASE("who had not ended, and a chain of generations, fit into any terminal") {
  TraceMaker make;
  make("P", event::Start{});
  Name name = "P";
  for (int i = 0; i < 100; ++i) {
    make.fork(name, name + ".1");
    name += ".1";
  }
  CHECK(after(make).find("P 4211: had not ended\n") != std::string::npos);
  for (const int width : {20, 46, 80}) {
    for (const std::string& line : lines_of(after(make, width))) {
      CHECK(terminal_columns(line) <= width);
    }
  }
}
