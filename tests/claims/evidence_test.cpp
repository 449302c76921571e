// What a claim says of a run: its evidence where it holds, the events where it does not.
#include "claims/evidence.h"

#include "catch.h"
#include "lesson/fixture.h"

using namespace procdemo::claims;
using namespace procdemo::lesson::fixture;

TEST_CASE("a holding claim brings its evidence, in both languages") {
  const auto evidence = [](const std::string& text, const std::string& bounds) {
    return verdict_on("count = { event = 'line' }\nevidence = { en = '" + text + "', zh = '它 " +
                          text + "' }\n" + bounds,
                      three_lines())
        .why.evidence;
  };
  CHECK(evidence("{1.text} of {1.process}", "equals = 3") == Wording{"one of P", "它 one of P"});
  CHECK(evidence("{1.text*}: {1.count} of {rounds}", "equals = 3").en == "one, two: 3 of 3");
  CHECK(evidence("{1.process*}", "equals = 3").zh == "它 P、P.1");
  CHECK(evidence("[pid P.1] in {1.process*}", "equals = 3").en == "101 in P, P.1");
  CHECK(evidence("{1.count} line(s), {rounds} round(s)", "equals = 3").en == "3 lines, 3 rounds");
  CHECK(evidence("{1.text}", "equals = 4") == Wording{});   // a broken claim has none
  CHECK(evidence("[pid P.9]", "equals = 3") == Wording{});  // nor half a sentence
}

TEST_CASE("evidence tells times to the millisecond, and claims compare them as they are") {
  Events run;
  run.add("P", event::Wake{3.000184}).add("P.1", event::Wake{3.0002});
  const std::string evidence = "evidence = { en = '{1.seconds} s', zh = '{1.seconds} 秒' }\n";
  const std::string wakes = "distinct = { event = 'wake' }\nfield = 'seconds'\n" + evidence;
  CHECK(verdict_on(wakes + "equals = 2", run).why.evidence == Wording{"3 s", "3 秒"});
  CHECK(verdict_on(wakes + "equals = 1", run).holds == false);
}

TEST_CASE(
    "what was measured stands as [wall] in canonical evidence, and is compared all the same") {
  Events run;
  run.add("P", event::Summary{1, 1, 0, 0.4, ""});
  Conditions canonical = conditions();
  canonical.canonical = true;
  const std::string words =
      "count = { event = 'summary', wall = { at_most = 1 } }\nequals = 1\n"
      "evidence = { en = '{1.wall} s, {1.peak}', zh = '{1.wall} 秒' }";
  CHECK(verdict_on(words, run).why.evidence.en == "0.4 s, 1");
  CHECK(check_claim(claim(words), run, canonical).why.evidence.en == "[wall] s, 1");
}

TEST_CASE("evidence of the second pattern") {
  const Verdict verdict = verdict_on(
      "before = [{ event = 'fork' }, { event = 'start', returned = '*' }]\n"
      "evidence = { en = '{1.returned} and {2.returned}', zh = '{1.returned} 和 {2.returned}' }",
      three_lines());
  CHECK(verdict.why.evidence == Wording{"101 and 0", "101 和 0"});
}

TEST_CASE("of two patterns that were to differ, evidence quotes what each alone has") {
  Events run;
  run.add("P", line("one")).add("P", line("two"));
  run.add("P.1", line("one")).add("P.1", line("torn"));
  const Verdict verdict = verdict_on(
      "expect = 'broken'\nmultiset = true\nfields = ['text', 'text']\n"
      "same = [{ event = 'line', process = 'P' }, { event = 'line', process = 'P.1' }]\n"
      "evidence = { en = '{2.only}, not {1.only}', zh = '{2.only}，不是 {1.only}' }",
      run);
  CHECK(verdict.holds == true);
  CHECK(verdict.why.evidence.en == "torn, not two");
}

TEST_CASE("of many events the first five are told") {
  Events run;
  for (int i = 0; i < 9; ++i) run.add("P", line("x"));
  const Verdict verdict = verdict_on("count = { event = 'line' }\nequals = 3", run);
  CHECK(verdict.why.args[4].find("#5 ") != std::string::npos);
  CHECK(verdict.why.args[4].find("#6 ") == std::string::npos);
  CHECK(verdict.why.args[4].ends_with(", ..."));
}

TEST_CASE("a long text is cut between characters") {
  std::string text = "x";
  for (int i = 0; i < 50; ++i) text += "进";
  Events run;
  run.add("P", line(text));
  const Verdict verdict = verdict_on("count = { event = 'line' }\nequals = 3", run);
  CHECK(verdict.why.args[4] == "#1 P line fd=1 text=" + text.substr(0, 58) + "...");
}
