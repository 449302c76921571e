// What findings on claims quote, as sentences, and as marks in the picture.
#include "show/sentences/quotes.h"

#include "catch.h"
#include "show/narrated.h"
#include "show/traces.h"

using namespace procdemo::show;

namespace {

// Two lines at the same time, two ends of processes, and a claim on them.
std::string judged(const Verdict& verdict, Format format = Format::plain, int width = 80,
                   Language language = Language::en) {
  Run run;
  run.claims = {{"a", {"A claim", "一条结论"}}};
  TraceMaker make{run};
  make("P", event::Line{1, "one, #2 P exit", false, false});  // 1
  make.at(5)("P.1", event::Exit{0, {}, false});               // 2
  make("P", event::Exit{3, {}, false});                       // 3
  End end;
  end.claims = {verdict};
  return narrated(make.trace(end), format, {language, false, width, true});
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != text.npos;
}

const std::string first = "#1 P line fd=1 text=one, #2 P exit";

}  // namespace

TEST_CASE("a finding says what happened in sentences") {
  const Verdict two{"a", false, {"count", {"", "2", "1", "1", first + ", #3 P exit code=3"}, {}}};
  CHECK(has(judged(two),
            "    found 2 (exactly 1 expected): P prints \"one, #2 P exit\" (0 s), P ends with\n"
            "    code 3 (5 s)\n"));
  CHECK(has(judged(two, Format::plain, 200, Language::zh), "（0 秒）、P 结束，退出码为 3（5 秒）"));
  const Verdict none{"a", false, {"count", {"", "0", "1", "1", ""}, {}}};
  CHECK(has(judged(none), "    found none (exactly 1 expected)\n"));
}

TEST_CASE("what a program printed is not taken for a quote, whatever it is") {
  TraceMaker make{[] {
    Run run;
    run.claims = {{"a", {"A claim", "一条结论"}}};
    return run;
  }()};
  make("P", event::Line{1, "one, #2 P exit, two", false, false});
  make.at(5)("P", event::Exit{0, {}, false});
  End end;
  end.claims = {{"a",
                 false,
                 {"count",
                  {"", "2", "1", "1", "#1 P line fd=1 text=one, #2 P exit, two, #2 P exit code=0"},
                  {}}}};
  const std::string text =
      narrated(make.trace(end), Format::plain, {Language::en, false, 200, true});
  CHECK(has(text, R"(P prints "one, #2 P exit, two" (0 s), P ends with code 0 (5 s))"));
}

TEST_CASE("what quotes no event of the run stays as it is") {
  const Verdict other{"a", false, {"before", {"", "#9 P exit code=3", "#2 P.2 exit code=0"}, {}}};
  CHECK(has(judged(other, Format::plain, 200),
            "is #9 P exit code=3, the first of the second is #2 P.2 exit"));
}

TEST_CASE("what breaks a claim is marked in the picture") {
  const Verdict broken{"a", false, {"before", {"", "#3 P exit code=3", "#2 P.1 exit code=0"}, {}}};
  const std::string lanes = judged(broken, Format::lanes);
  CHECK(has(lanes, "What breaks a claim\n"));
  CHECK(has(lanes, "  5.000 ✗ P ends with code 3\n"));
  CHECK(has(lanes, "                                  ✗ P.1 ends with code 0\n"));
  CHECK(has(judged(broken), "   5.000  P.1      ✗ ends with code 0\n"));
  CHECK(has(judged(broken, Format::lanes, 30), "✗ 5.000 P ends with code 3\n"));
  Verdict holds = broken;
  holds.holds = true;
  CHECK_FALSE(has(judged(holds, Format::lanes), "✗"));
}

TEST_CASE("where an order is the proof and the times are equal, the steps are told") {
  Verdict order{"a", true, {"before", {"", "#2 P.1 exit code=0", "#3 P exit code=3"}, {}}};
  order.why.evidence = {"the child ended at 5 s, the parent at 5 s", "子进程 5 秒，父进程 5 秒"};
  CHECK(has(judged(order), "at 5 s, the parent at 5 s (steps 2 and 3 of the run)\n"));
  CHECK(has(judged(order, Format::plain, 200, Language::zh), "5 秒（这次运行的第 2 步和第 3 步）"));
  order.why.args[1] = first;
  CHECK_FALSE(has(judged(order), "(steps"));

  const Verdict slept{
      "a", false, {"by-sleep", {"", "before", "#3 P exit code=3", "#2 P.1 exit code=0"}, {}}};
  CHECK(has(judged(slept, Format::plain, 200),
            "P.1 ends with code 0 (5 s) (steps 3 and 2 of the run). Only sleeping arranges this"));
}
