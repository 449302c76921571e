// What is wrong with a program, as a block at a run's end.
#include "show/sentences/finding_words.h"

#include "catch.h"
#include "show/narrated.h"
#include "show/traces.h"

using namespace procdemo::show;

namespace {

const Style plain = {Language::en, false, 80};

event::Finding unreaped(const std::string& child) {
  return {"never-reaped", {child, "1"}, {1, 2}};
}

std::string told(const std::vector<event::Finding>& findings, const Style& style = plain) {
  TraceMaker make;
  make("P", event::Start{{"./a"}, "", {}}).at(0.5)("P", event::Line{1, "x"});
  for (const event::Finding& finding : findings) make("P", finding);
  return narrated(make.trace(), Format::plain, style);
}

bool says(const std::string& text, const std::string& words) {
  return text.find(words) != text.npos;
}

}  // namespace

TEST_CASE("a finding is told once, at the end, with what to do") {
  const std::string text = told({unreaped("P.1")});
  CHECK(says(
      text,
      "What to look at (where in the source: --lines)\n  ! P never waited for 1 process that"));
  CHECK(says(text, "    Call waitpid() for each child."));
  CHECK(text.find("never waited") == text.rfind("never waited"));
  CHECK_FALSE(says(text, "seen at"));
  CHECK(says(told({unreaped("P.1")}, {Language::zh, false, 80}),
             "需要注意（在源代码的哪一行：--lines）\n  ! P 创建的 1 个进程"));
}

TEST_CASE("who waits in a circle waits for something that has words") {
  const event::Finding circle{
      "deadlock", {"P -> P.1 -> P", "P: writer:/tmp/f, P.1: anon_inode:[eventfd]"}, {1}};
  const std::string en = told({circle}, {Language::en, false, 300});
  CHECK(says(en, "P: a process that opens /tmp/f for writing, P.1: an event counter (eventfd))"));
  const std::string zh = told({circle}, {Language::zh, false, 300});
  CHECK(says(zh, "P：有进程以写方式打开 /tmp/f、P.1：事件计数器（eventfd）"));
}

TEST_CASE("what was searched for in vain is told with where, in both languages") {
  const event::Finding path{"exec-failed-went-on", {"/bin/ls2"}, {1}},
      search{"exec-failed-went-on", {"ls2", "/usr/bin, /bin"}, {1}};
  const Style en{Language::en, false, 300}, zh{Language::zh, false, 300};
  CHECK(says(told({path}, en), "could not execute /bin/ls2, and went on"));
  CHECK(says(told({search}, en), "could not execute ls2, which is in no folder of PATH"));
  CHECK(says(told({search}, en), "(/usr/bin, /bin), and went on"));
  CHECK(says(told({search}, zh), "没能执行 ls2（PATH 的目录 /usr/bin、/bin 里都没有它）"));
}

TEST_CASE("when what shows it came is told to who asks for evidence") {
  Style style = plain;
  style.evidence = true;
  CHECK(says(told({unreaped("P.1")}, style), "    seen at 0, 0.5 s\n"));
}

TEST_CASE("nobody is told of what a lesson shows on purpose, or of what he does not want to hear") {
  event::Finding intended = unreaped("P.1");
  intended.intended = true;
  CHECK_FALSE(says(told({intended}), "What to look at"));
  Style style = plain;
  style.findings = false;
  CHECK_FALSE(says(told({unreaped("P.1")}, style), "What to look at"));
}

TEST_CASE("of many of one kind a few are told, and how many more there are") {
  std::vector<event::Finding> many;
  for (int i = 1; i <= 5; ++i) many.push_back(unreaped("P." + std::to_string(i)));
  const std::string text = told(many);
  CHECK(says(text, ": P.3\n"));
  CHECK_FALSE(says(text, ": P.4\n"));
  CHECK(says(text, "    and 2 more of this kind\n"));
}

TEST_CASE("one that a later procdemo has found is named") {
  CHECK(says(told({{"worn-out", {"a"}, {}}}), "  ! P worn-out\n"));
}

TEST_CASE("whatever a place is called, the terminal stays whole") {
  Event event{9, 0, "P", 7, unreaped("P.1"), SourcePlace{"\x1b[2J.c", 3}};
  TraceMaker make;
  make("P", event::Start{{"./a"}, "", {}});
  Trace trace = make.trace();
  trace.events.push_back(event);
  const std::string text = narrated(trace, Format::plain, plain);
  CHECK(says(text, "[2J.c:3)"));
  CHECK_FALSE(says(text, "\x1b"));
}
