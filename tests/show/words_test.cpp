#include <map>

#include "catch.h"
#include "show/sentences/deadlock_words.h"
#include "show/sentences/evidence_words.h"
#include "show/sentences/function_name.h"
#include "show/sentences/intention_words.h"
#include "show/sentences/sentence.h"
#include "show/sentences/waits.h"
#include "show/word_pairs.h"
#include "show/words/dictionary.h"
#include "show/words/events.h"
#include "show/words/evidence.h"
#include "show/words/frame.h"
#include "show/words/generations.h"
#include "show/words/intentions.h"
#include "show/words/limits.h"
#include "show/words/marks.h"
#include "show/words/notes.h"
#include "show/words/reasons.h"
#include "show/words/tree.h"

using namespace procdemo::show;

TEST_CASE("both languages say everything, with the same arguments, each in its own words") {
  check_pairs(english<Say>(), chinese<Say>());
  check_pairs(english<Frame>(), chinese<Frame>());
  check_pairs(english<Crowd>(), chinese<Crowd>());
  check_pairs(english<Limiting>(), chinese<Limiting>());
  check_pairs(english<Sign>(), chinese<Sign>());
  check_pairs(english<Noted>(), chinese<Noted>());
  check_pairs(english<Reason>(), chinese<Reason>());
  check_pairs(english<Forest>(), chinese<Forest>());
  check_pairs(english<Does>(), chinese<Does>());
  check_pairs(english<Proof>(), chinese<Proof>());
}

TEST_CASE("a sentence that is missing, doubled or displaced is found when the table is compiled") {
  static constexpr Entry<Say> good[] = {{Say::start, "a"}, {Say::start_child, "b"}};
  static constexpr Entry<Say> doubled[] = {{Say::start, "a"}, {Say::start, "b"}};
  static constexpr Entry<Say> empty[] = {{Say::start, "a"}, {Say::start_child, ""}};
  static constexpr Entry<Say> displaced[] = {{Say::start_child, "a"}, {Say::start, "b"}};
  static_assert(first_wrong(good) == Say::start_spawned, "all entries after these are missing");
  static_assert(first_wrong(doubled) == Say::start_child);
  static_assert(first_wrong(empty) == Say::start_child);
  static_assert(first_wrong(displaced) == Say::start);
  SUCCEED();
}

TEST_CASE("arguments are filled in, whatever their type and however few") {
  CHECK(say(Language::en, Say::sleep, 3) == "sleeps 3 s");
  CHECK(say(Language::zh, Say::sleep, "0.5") == "睡眠 0.5 秒");
  CHECK(brief(Language::en, Say::wake, 3) == "wakes");
  CHECK(brief(Language::en, Say::kill, "SIGTERM", "P.1") == "sends SIGTERM to P.1");
  CHECK(say(Language::en, Say::kill) == "sends ? to ?");
  CHECK(say(Language::en, Say::kill, "{1}", "{") == "sends {1} to {");
}

TEST_CASE("a list is joined as its language joins") {
  const Why each{"each", {"", "process", "P, P.1, P.2"}, {}};
  CHECK(say(each, Language::en) == "holds for each process: P, P.1, P.2");
  CHECK(say(each, Language::zh) == "对每个 process 都成立：P、P.1、P.2");
  CHECK(fill("{1、}和{0}", {"a, b", "c, d"}) == "c、d和a, b");
  CHECK(fill("{2、}", {}) == "?");
  CHECK(waited_for("ready:pipe 1, pipe 2", Language::zh).find("pipe 1、pipe 2") !=
        std::string::npos);
}

TEST_CASE("what a process waits for has words, whatever it is") {
  CHECK(waited_for("futex", Language::en) == "a futex");
  CHECK(waited_for("pipe:[1]", Language::en) == "pipe:[1]");
  CHECK(waited_for("writer:/tmp/f", Language::en) == "a process that opens /tmp/f for writing");
  CHECK(waited_for("reader:/tmp/f", Language::en) == "a process that opens /tmp/f for reading");
  CHECK(waited_for("vfork:P.1", Language::en).starts_with("P.1, which has its memory until"));
  CHECK(waited_for("call:msgrcv", Language::en) == "what ends the system call msgrcv()");
  CHECK(waited_for("writer:f", Language::zh) == "有进程以写方式打开 f");
}

TEST_CASE("what a process is about to do is said as an event of it is told") {
  const auto en = [](const Intention& what) { return intention_words(what, "f", Language::en); };
  CHECK(en(intention::Print{1, "--1--\n"}) == "prints --1--");
  CHECK(en(intention::Print{2, "a\nb\n"}) == "prints a… (standard error)");
  CHECK(en(intention::Print{1, "\n"}) == "prints an empty line");
  CHECK(en(intention::Sleep{3}) == "sleeps 3 s");
  CHECK(en(intention::Wait{"P.1", false}) == "waits for P.1");
  CHECK(en(intention::Exit{0}) == "ends with code 0");
  CHECK(en(intention::Write{"pipe:[7]", 5}) == "writes 5 bytes into f");
  CHECK(en(intention::Lock{"/tmp/f", "exclusive"}) == "asks for the lock on f, exclusive");
  CHECK(en(intention::Take{"mutex:one"}) == "takes the mutex one");
  const intention::Probe locked{"multiprocess", "lock_locked", {"lock:/f"}};
  const intention::Probe unlocks{"multiprocess", "lock_unlock", {"lock:/f"}};
  CHECK(object_of(locked) == "/f");
  CHECK(en(locked) == "acquires the lock on f");
  CHECK(en(unlocks) == "releases the lock on f");
  CHECK(intention_words(intention::Fork{"fork"}, "", Language::zh) == "调用 fork()，创建进程");
}

TEST_CASE("who waits is told with what for, who could end it, and until when") {
  const auto en = [](const Blocked& blocked) {
    return waiting_sentence(blocked, blocked.on, Language::en);
  };
  CHECK(en({.name = "P", .on = "P.1", .held_by = "P.1"}) == "P waits for P.1");
  CHECK(en({.name = "P", .on = "f", .held_by = "P.1"}) == "P waits for f, which depends on P.1");
  CHECK(en({.name = "P", .until = 3.5}) == "P sleeps until 3.5 s");
  CHECK(en({.name = "P", .on = "futex", .until = 2}) == "P waits for a futex, until 2 s at most");
  CHECK_THAT(
      en({.name = "P", .on = "pipe 1", .held_by = "P, P.1", .needs = "write", .holds = true}),
      contains("P itself holds its writing end, too"));
}

TEST_CASE("who asks why a process waits is told first what for, and who could end it") {
  const Evidence evidence{.process = "P.1", .call = "pause()"};
  const std::vector<Blocked> waiting = {{.name = "P", .on = "child", .held_by = "P.1"},
                                        {.name = "P.1", .on = "signal", .held_by = "timer"}};
  const auto lines = evidence_lines(evidence, waiting, Language::en);
  CHECK(lines.at(0) == "P.1 waits for a signal, which depends on its timer");
  CHECK(lines.at(1) == evidence_lines(evidence, Language::en).at(0));
  CHECK(evidence_lines(evidence, {}, Language::zh) == evidence_lines(evidence, Language::zh));
}

TEST_CASE("the lesson's own evidence comes before ours") {
  Why why{"count", {"", "1", "2", "", "#3"}, {"fork() returned 0", "fork() 返回 0"}};
  CHECK(say(why, Language::en) == "fork() returned 0");
  CHECK(say(why, Language::zh) == "fork() 返回 0");
  why.evidence = {};
  CHECK(say(why, Language::en) == "found 1 (at least 2 expected): #3");
  CHECK(say(why, Language::zh) == "共有 1 个（应不少于 2）：#3");
}

TEST_CASE("every kind of finding has its sentence in both languages") {
  const std::pair<Why, const char*> findings[] = {
      {{"count", {"", "3", "3", "3", "#1"}, {}}, "found 3 (exactly 3 expected): #1"},
      {{"count", {"", "0", "1", "1", ""}, {}}, "found none (exactly 1 expected)"},
      {{"count", {"P.1", "3", "", "2", "#1"}, {}}, "P.1: found 3 (at most 2 expected): #1"},
      {{"distinct", {"", "2", "1", "3", "pid", "7, 8"}, {}},
       "2 different values of pid (1 to 3 expected): 7, 8"},
      {{"before", {"", "#4", "#5"}, {}},
       "the last of the first kind is #4, the first of the second is #5"},
      {{"overlap", {"", "2", "1", "#1, #2"}, {}}, "at most 2 at once (allowed: 1): #1, #2"},
      {{"same", {"", "2", "2", "", "", "", ""}, {}}, "the same values, 2 of them"},
      {{"same", {"", "2", "2", "a", "#1", "b", "#2"}, {}}, "a in #1, but b in #2 (2 and 2 values)"},
      {{"same", {"", "2", "1", "a", "#1", "", ""}, {}},
       "a in #1 has no counterpart (2 and 1 values)"},
      {{"same", {"", "1", "2", "", "", "b", "#2"}, {}},
       "b in #2 has no counterpart (1 and 2 values)"},
      {{"compare", {"", "9", "10", "0.9", "0.8", "1.2"}, {}},
       "9 to 10 is a ratio of 0.9 (0.8 to 1.2 expected)"},
      {{"missing", {"", "1", "{}"}, {}}, "nothing happened that matches {}"},
      {{"unbroken", {""}, {}}, "the failure that this variant is to show did not come"},
      {{"each", {"", "process", "P, P.1"}, {}}, "holds for each process: P, P.1"},
      {{"by-sleep", {"", "missing", "1", "{}"}, {}},
       "nothing happened that matches {}. Only sleeping arranges this, and a sleep is no promise: "
       "on a busy machine it can come otherwise"},
      {{"skipped-unobserved", {"", ""}, {}}, "the program ran unobserved"},
      {{"skipped-unobserved", {"", "page"}, {}}, "page could not be seen on this machine"},
      {{"skipped-interrupted", {}, {}}, "the run was interrupted"},
      {{"skipped-refused", {""}, {}},
       "this machine let the program make no more processes (ulimit -u, pids.max)"},
      {{"skipped-live", {}, {}}, "it needs the real clock and the real scheduler"},
      {{"skipped-any-sleep", {}, {}},
       "only sleeping arranges it, and here a sleep could end at any time"},
      {{"skipped-overslept", {"", "P.1", "3", "5.1"}, {}},
       "P.1 asked for 3 s of sleep and got 5.1 s: this machine is too busy for an order that only "
       "sleeping arranges"},
      {{"skipped-unless", {"", "#2 P line"}, {}},
       "it could not be shown here, as the run says: #2 P line"},
      {{"something-new", {}, {}}, "something-new"},
  };
  for (const auto& [why, words] : findings) {
    CHECK(say(why, Language::en) == words);
    CHECK(has_chinese(say(why, Language::zh)));
    CHECK(say(Why{why.key, {}, {}}, Language::zh) != "");  // too few arguments throw nothing
  }
}

TEST_CASE("a function is told by its name, without its types") {
  const std::pair<const char*, const char*> names[] = {
      {"main", "main"},
      {"append(int, std::vector<int, std::allocator<int> > const&)", "append"},
      {"void Task<void (*)(int), int>::run(std::string_view)", "Task::run"},
      {"(anonymous namespace)::say(char const*)", "(anonymous namespace)::say"},
      {"Out& operator<< <char>(Out&, char)", "operator<< <char>"},
      {"Less::operator()(int, int) const", "Less::operator()"},
      {"operator new(unsigned long)", "operator new"},
      {"<module>", "<module>"},
      {"", ""},
      {"a<b", "a<b"},
  };
  for (const auto& [written, said] : names) CHECK(function_name(written) == said);
}

TEST_CASE("a short sleep is not told as none") {
  const std::map<double, std::string> texts = {{0, "0"},
                                               {3, "3"},
                                               {1.25, "1.25"},
                                               {0.0012345, "0.001"},
                                               {4e-4, "0.0004"},
                                               {2.5e-4, "0.00025"},
                                               {1e-6, "0.000001"},
                                               {4e-7, "0.0000004"},
                                               {1e-9, "0.000000001"}};
  for (const auto& [seconds, text] : texts) CHECK(span_text(seconds) == text);
}

TEST_CASE("a noun agrees with the number before it") {
  CHECK(fill("{0} run(s), {1} process(es)", {"1", "2"}) == "1 run, 2 processes");
  CHECK(fill("{0} run(s), {1} process(es)", {"0", "1"}) == "0 runs, 1 process");
  CHECK(fill("{1} of {0} run(s)", {"1 time(s)", "3"}) == "3 of 1 time(s) runs");
}

TEST_CASE("Chinese words stand side by side without a blank, others with one") {
  CHECK(say(Language::zh, Say::block, "P.1") == "阻塞：等待 P.1");
  CHECK(say(Language::zh, Say::block, say(Language::zh, Say::on_signal)) == "阻塞：等待信号");
  CHECK(say(Language::zh, Say::deadlock_on, "P", "信号量") == "P 在等待信号量");
  CHECK(fill("把 {0} 项放入", {"那一"}) == "把那一项放入");
  CHECK(fill("sleeps {0} s", {"睡"}) == "sleeps 睡 s");
}
