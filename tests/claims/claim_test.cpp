// The six verbs, each holding and broken; per, when, expect; what is skipped, and what is missing.
#include "claims/claim.h"

#include "catch.h"
#include "lesson/fixture.h"
#include "lesson/problems.h"

using namespace procdemo::claims;
using namespace procdemo::lesson::fixture;
using Args = std::vector<std::string>;

namespace {

event::Locked locked() {
  return {"/f", "exclusive"};
}

}  // namespace

TEST_CASE("count: the matches are within bounds") {
  const Verdict holds =
      verdict_on("count = { event = 'line' }\nequals = '{rounds}'", three_lines());
  CHECK(holds.id == "it");
  CHECK(holds.holds == true);
  CHECK(holds.why.key == "count");

  const Verdict broken =
      verdict_on("count = { event = 'line', text = 'one' }\nat_most = 1", three_lines());
  CHECK(broken.holds == false);
  CHECK(broken.why.args ==
        Args{"", "2", "", "1", "#4 P line fd=1 text=one, #6 P line fd=1 text=one"});
  CHECK(verdict_on("count = { event = 'line' }\nat_least = 4", three_lines()).holds == false);
}

TEST_CASE("count: alternatives count together, and nothing is a number, too") {
  const std::string either = "count = [{ event = 'start' }, { event = 'fork' }]\nequals = 3";
  CHECK(verdict_on(either, three_lines()).holds == true);
  const Verdict none = verdict_on("count = { event = 'orphan' }\nequals = 0", three_lines());
  CHECK(none.holds == true);
  CHECK(none.why.args == Args{"", "0", "0", "0", ""});
}

TEST_CASE("distinct: a field takes so many different values") {
  const std::string pids = "distinct = { event = 'line' }\nfield = 'pid'\n";
  CHECK(verdict_on(pids + "equals = 2", three_lines()).holds == true);
  const Verdict broken = verdict_on(pids + "equals = 1", three_lines());
  CHECK(broken.holds == false);
  CHECK(broken.why.args == Args{"", "2", "1", "1", "pid", "100, 101"});

  Events run;  // values are told as they come up, whichever is larger
  run.add("P.1", line("two")).add("P", line("one"));
  CHECK(verdict_on(pids + "equals = 2", run).why.args.back() == "101, 100");
}

TEST_CASE("before: each of A precedes each of B") {
  const std::string order = "before = [{ event = 'fork' }, { event = 'line' }]";
  const Verdict holds = verdict_on(order, three_lines());
  CHECK(holds.holds == true);
  CHECK(holds.why.key == "before");

  const Verdict broken =
      verdict_on("before = [{ event = 'line', text = 'one' }, { event = 'line', text = 'two' }]",
                 three_lines());
  CHECK(broken.holds == false);
  CHECK(broken.why.args == Args{"", "#6 P line fd=1 text=one", "#5 P.1 line fd=1 text=two"});
}

TEST_CASE("overlap: never more than so many open at once") {
  const std::string alone = "overlap = [{ event = 'locked' }, { event = 'unlock' }]\nat_most = 1";
  Events right;
  right.add("P", locked()).add("P", event::Unlock{"/f"});
  right.add("P.1", locked()).add("P.1", event::Unlock{"/f"});
  CHECK(verdict_on(alone, right).holds == true);
  CHECK(verdict_on(alone, right).why.args ==
        Args{"", "1", "1", "#1 P locked path=/f how=exclusive"});

  Events wrong;
  wrong.add("P", locked()).add("P.1", locked()).add("P", event::Unlock{"/f"});
  const Verdict broken = verdict_on(alone, wrong);
  CHECK(broken.holds == false);
  CHECK(broken.why.args[1] == "2");
  CHECK(broken.why.args[3] ==
        "#1 P locked path=/f how=exclusive, #2 P.1 locked path=/f how=exclusive");
}

TEST_CASE("overlap: nobody closes another's interval, unless a field says whose it is") {
  Events run;
  run.add("P", locked()).add("P.2", event::Unlock{"/f"}).add("P.1", locked());
  const std::string alone = "overlap = [{ event = 'locked' }, { event = 'unlock' }]\nat_most = 1";
  CHECK(verdict_on(alone, run).holds == false);

  Events born;
  born.add("P", event::Fork{"P.1", 101, "fork", 101}).add("P.1", event::Exit{0, {}, false});
  born.add("P", event::Fork{"P.2", 102, "fork", 102}).add("P.2", event::Exit{0, {}, false});
  CHECK(verdict_on("overlap = [{ event = 'fork' }, { event = 'exit' }]\n"
                   "fields = ['child', 'process']\nat_most = 1",
                   born)
            .holds == true);
}

TEST_CASE("same: as a sequence, or as a multiset") {
  Events run;
  run.add("P", line("a")).add("P", line("b")).add("P.1", line("b")).add("P.1", line("a"));
  const std::string same =
      "same = [{ event = 'line', process = 'P' }, { event = 'line', process = 'P.1' }]\n"
      "field = 'text'\n";
  CHECK(verdict_on(same + "multiset = true", run).holds == true);
  const Verdict broken = verdict_on(same, run);
  CHECK(broken.holds == false);
  CHECK(broken.why.args ==
        Args{"", "2", "2", "a", "#1 P line fd=1 text=a", "b", "#3 P.1 line fd=1 text=b"});

  Events less;
  less.add("P", line("a")).add("P", line("a")).add("P.1", line("a"));
  CHECK(verdict_on(same, less).why.args ==
        Args{"", "2", "1", "a", "#2 P line fd=1 text=a", "", ""});
  const Verdict fewer = verdict_on(same + "multiset = true", less);
  CHECK(fewer.holds == false);
  CHECK(fewer.why.args == Args{"", "2", "1", "a", "#2 P line fd=1 text=a", "", ""});
}

TEST_CASE("same: the records of a file are values one by one") {
  Events run;
  run.add("P", line("a")).add("P", line("b")).add("P", event::File{"/f", 4, {"a", "b"}});
  const std::string same =
      "same = [{ event = 'line' }, { event = 'file' }]\nfields = ['text', 'records']";
  CHECK(verdict_on(same, run).holds == true);
}

TEST_CASE("compare: a sum or the last value, and their ratio") {
  Events run;
  run.add("P", event::Wake{1}).add("P", event::Wake{2}).add("P.1", event::Wake{3});
  const std::string shares =
      "compare = [{ event = 'wake', process = 'P' }, { event = 'wake', process = 'P.1' }]\n"
      "field = 'seconds'\n";
  CHECK(verdict_on(shares + "ratio = [0.9, 1.1]", run).holds == true);
  const Verdict last = verdict_on(shares + "ratio = [0.9, 1.1]\ntake = 'last'", run);
  CHECK(last.holds == false);
  CHECK(last.why.args == Args{"", "2", "3", "0.667", "0.9", "1.1"});
}

TEST_CASE("compare: nothing is within a range of nothing") {
  Events run;
  run.add("P", event::Wake{0}).add("P.1", event::Wake{0});
  CHECK(verdict_on("compare = [{ process = 'P' }, { process = 'P.1' }]\nfield = 'seconds'\n"
                   "ratio = [0, 100]",
                   run)
            .holds == false);
}

TEST_CASE("nothing passes for want of evidence") {
  const auto missing = [](const std::string& toml, const std::string& pattern) {
    const Verdict verdict = verdict_on(toml, three_lines());
    CHECK(verdict.holds == false);
    CHECK(verdict.why.key == "missing");
    CHECK(verdict.why.args.at(1) == pattern);
  };
  missing("distinct = { event = 'orphan' }\nfield = 'pid'\nat_most = 9", "1");
  missing("before = [{ event = 'orphan' }, { event = 'line' }]", "1");
  missing("before = [{ event = 'line' }, { event = 'orphan' }]", "2");
  missing("overlap = [{ event = 'line' }, { event = 'exit' }]\nat_most = 9", "2");
  missing("same = [{ event = 'wait' }, { event = 'wait' }]\nfield = 'process'", "1");
  missing(
      "compare = [{ event = 'line' }, { event = 'wake' }]\nfields = ['pid', 'seconds']\n"
      "ratio = [0, 9]",
      "2");
  missing("count = { event = 'unlock' }\nper = 'path'\nat_most = 1", "1");
  // The events are there, but not one has the field.
  missing("distinct = { event = 'start', process = 'P' }\nfield = 'returned'\nequals = 1", "1");
}

TEST_CASE("per: the claim within each process, and one in which nothing happened is found") {
  Events run = three_lines();
  CHECK(verdict_on("count = { event = 'line' }\nper = 'process'\nat_least = 1", run).why.args ==
        Args{"", "process", "P, P.1"});
  const Verdict broken =
      verdict_on("count = { event = 'line', text = 'two' }\nper = 'process'\nequals = 1", run);
  CHECK(broken.holds == false);
  CHECK(broken.why.args == Args{"P", "0", "1", "1", ""});
  CHECK(
      verdict_on(
          "count = { event = 'line', process = 'P.*', text = 'two' }\nper = 'process'\nequals = 1",
          run)
          .holds == true);
}

TEST_CASE("per: a process's threads act for it") {
  Events run;
  run.add("P", line("one")).add("P/t2", line("one"));
  const Verdict verdict =
      verdict_on("count = { event = 'line' }\nper = 'process'\nequals = 2", run);
  CHECK(verdict.holds == true);
  CHECK(verdict.why.args[0] == "P");
}

TEST_CASE("per: within each lock") {
  Events run;
  run.add("P", event::Locked{"/f", "exclusive"}).add("P.1", event::Locked{"/g", "exclusive"});
  run.add("P", event::Unlock{"/f"}).add("P.1", event::Unlock{"/g"});
  const std::string alone = "overlap = [{ event = 'locked' }, { event = 'unlock' }]\nat_most = 1\n";
  CHECK(verdict_on(alone, run).holds == false);
  CHECK(verdict_on(alone + "per = 'path'", run).holds == true);
}

TEST_CASE("when: a claim on a variant is not checked on the other") {
  const std::vector<Claim> claims = {
      claim("when = { variant = 'b' }\ncount = { event = 'line' }\nequals = 0"),
      claim("when = { rounds = 3 }\ncount = { event = 'line' }\nequals = 3"),
      claim("when = { no-tty = true }\ncount = { event = 'line' }\nequals = 0")};
  const std::vector<Verdict> verdicts = check_all(claims, three_lines(), conditions());
  REQUIRE(verdicts.size() == 1);
  CHECK(verdicts[0].holds == true);

  Conditions piped = conditions();
  piped.terminal = false;
  CHECK(check_all(claims, three_lines(), piped).size() == 2);
}

TEST_CASE("expect = broken: it holds when the failure came") {
  const std::string broken = "count = { event = 'line' }\nexpect = 'broken'\n";
  const Verdict came = verdict_on(broken + "equals = 99", three_lines());
  CHECK(came.holds == true);
  CHECK(came.why.key == "count");
  const Verdict not_come = verdict_on(broken + "equals = 3", three_lines());
  CHECK(not_come.holds == false);
  CHECK(not_come.why.key == "unbroken");
}

TEST_CASE("expect = broken: what was never seen is not the failure expected") {
  const Verdict verdict = verdict_on(
      "before = [{ event = 'orphan' }, { event = 'line' }]\nexpect = 'broken'", three_lines());
  CHECK(verdict.holds == false);
  CHECK(verdict.why.key == "missing");
}

TEST_CASE("what could not be seen here is skipped, never passed") {
  const Claim page = claim("count = { event = 'value', page = 'private' }\nequals = 0");
  Events unseen;
  unseen.add("P", event::Value{"g", 1, "0x1000", ""});
  const Verdict verdict = check_claim(page, unseen, conditions());
  CHECK(verdict.holds == std::nullopt);
  CHECK(verdict.why.key == "skipped-unobserved");
  CHECK(verdict.why.args == Args{"", "page"});

  CHECK(check_claim(page, three_lines(), conditions()).why.args == Args{"", "value"});

  Events seen;
  seen.add("P", event::Value{"g", 1, "0x1000", "shared"});
  CHECK(check_claim(page, seen, conditions()).holds == true);
}

TEST_CASE("needs = live: skipped where the clock or the scheduler is not the real one") {
  const Claim live = claim("count = { event = 'line' }\nequals = 3\nneeds = 'live'\nby = 'sleep'");
  CHECK(live.by_sleep);
  CHECK(check_claim(live, three_lines(), conditions()).holds == true);
  Conditions controlled = conditions();
  controlled.live = false;
  CHECK(check_claim(live, three_lines(), controlled).holds == std::nullopt);
  CHECK(check_claim(live, three_lines(), controlled).why.key == "skipped-live");
}

TEST_CASE("by = sleep: a broken order is no failure where a live machine overslept") {
  const std::string order =
      "before = [{ event = 'wake', process = 'P' }, "
      "{ event = 'wake', process = 'P.1' }]\n";
  const auto woken = [](double p1_slept) {
    Events events;
    events.add("P", event::Sleep{3});
    events.add("P.1", event::Sleep{5});
    events.add("P.1", event::Wake{p1_slept});
    events.add("P", event::Wake{3});
    return events;
  };
  const Verdict late = verdict_on(order + "by = 'sleep'", woken(6.5));
  CHECK(late.holds == std::nullopt);
  CHECK(late.why.key == "skipped-overslept");
  CHECK(late.why.args == Args{"", "P.1", "5", "6.5"});
  const Verdict in_time = verdict_on(order + "by = 'sleep'", woken(5.1));  // and yet broken
  CHECK(in_time.holds == false);
  CHECK(in_time.why.key == "by-sleep");
  CHECK(in_time.why.args == Args{"", "before", "#4 P wake seconds=3", "#3 P.1 wake seconds=5.1"});
  CHECK(verdict_on(order, woken(6.5)).holds == false);
  Conditions controlled = conditions();
  controlled.live = false;
  const Verdict exact = check_claim(claim(order + "by = 'sleep'"), woken(6.5), controlled);
  CHECK(exact.holds == false);
  CHECK(exact.why.key == "before");  // no machine is to blame: each sleep took its time
  controlled.any_sleep = true;
  CHECK(check_claim(claim(order + "by = 'sleep'"), woken(6.5), controlled).why.key ==
        "skipped-any-sleep");
  CHECK(check_claim(claim(order), woken(6.5), controlled).holds == false);
}

TEST_CASE(
    "unless: skipped with the lesson's reason where the run says that it could not be shown") {
  const std::string two = "count = { event = 'line', text = 'two *' }\nequals = 1\n";
  const std::string unless = two +
                             "unless = { event = 'line', text = 'only *' }\n"
                             "reason = { en = 'it has {1.text}', zh = '它有 {1.text}' }";
  Events excused;
  excused.add("P", event::Line{1, "only one", false, false});
  const Verdict verdict = verdict_on(unless, excused);
  CHECK(verdict.holds == std::nullopt);
  CHECK(verdict.why.key == "skipped-unless");
  CHECK(verdict.why.args == Args{"", "#1 P line fd=1 text=only one"});
  CHECK(verdict.why.evidence.en == "it has only one");
  CHECK(verdict.why.evidence.zh == "它有 only one");

  Events shown;
  shown.add("P", event::Line{1, "two at once", false, false});
  CHECK(verdict_on(unless, shown).holds == true);
  CHECK(verdict_on(unless, three_lines()).holds == false);  // no excuse, no evidence

  CHECK(problem_of([&] {
          claim(two + "unless = { event = 'line' }");
        }).is(procdemo::lesson::LessonProblem::key_missing));
  CHECK(problem_of([&] {
          claim(two + "reason = { en = 'a', zh = 'b' }");
        }).is(procdemo::lesson::LessonProblem::key_missing));
  CHECK(problem_of([&] {
          claim(two + "unless = { event = 'line' }\nreason = { en = '{2.text}', zh = 'b' }");
        }).is(procdemo::lesson::LessonProblem::value_unknown));
}

TEST_CASE("a run that was not seen skips every claim that applies") {
  const std::vector<Claim> claims = {claim("count = { event = 'line' }\nequals = 3"),
                                     claim("when = { variant = 'b' }\ncount = {}\nequals = 3")};
  const auto interrupted = skip_all(claims, conditions(), Skip::interrupted);
  REQUIRE(interrupted.size() == 1);
  CHECK(interrupted[0].holds == std::nullopt);
  CHECK(interrupted[0].why.key == "skipped-interrupted");
  CHECK(skip_all(claims, conditions(), Skip::unobserved)[0].why.key == "skipped-unobserved");
}

// Two workers, three tasks of a pool: (process, task) pairs open and close as a pool's probes do.
Events pool_run() {
  Events run;
  const auto probe = [&](const std::string& process, const std::string& name,
                         std::vector<std::string> args) {
    run.add(process, event::Probe{"multiprocess", name, std::move(args)});
  };
  probe("P.1", "task_begin", {"pool-1", "1", "write"});
  probe("P.2", "task_begin", {"pool-1", "2", "write"});
  probe("P.1", "task_end", {"pool-1", "1"});
  probe("P.1", "task_begin", {"pool-1", "3", "read"});
  probe("P.2", "task_end", {"pool-1", "2"});
  probe("P.1", "task_end", {"pool-1", "3"});
  return run;
}

TEST_CASE("probes: a claim speaks of one argument by its place") {
  const std::string begin = "{ event = 'probe', name = 'task_begin' }";
  const std::string end = "{ event = 'probe', name = 'task_end' }";
  const auto holds = [](const std::string& claim) { return verdict_on(claim, pool_run()).holds; };
  const std::string pair = "[" + begin + ", " + end + "]\n";
  CHECK(holds("overlap = " + pair + "at_most = 2") == true);
  CHECK(holds("overlap = " + pair + "at_most = 1") == false);
  CHECK(holds("overlap = " + pair + "field = 'args.1'\nat_most = 2") == true);
  CHECK(holds("same = " + pair + "field = 'args.1'\nmultiset = true") == true);
  CHECK(holds("before = " + pair + "per = 'args.1'") == true);
  CHECK(holds("distinct = " + begin + "\nfield = 'args.1'\nequals = 3") == true);
  CHECK(holds("distinct = " + begin + "\nfield = 'process'\nat_most = 2") == true);
  CHECK(holds("count = " + begin + "\nper = 'args.1'\nequals = 1") == true);
  CHECK(holds("compare = " + pair + "field = 'args.1'\nratio = [1, 1]") == true);
  CHECK(holds("count = { event = 'probe', args.0 = 'pool-*', args.2 = 'read' }\nequals = 1") ==
        true);
  CHECK(holds("count = { event = 'probe', args.1 = { at_least = 2 } }\nequals = 4") == true);
}
