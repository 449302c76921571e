// Locks of files: shared without knowing it, lost, and taken in both orders.
#include "catch.h"
#include "findings/told_run.h"

using namespace procdemo::findings;
using Told = std::vector<std::string>;

namespace {

/// When one came to ask for its first lock, and went on to take its second; and how often it looked
/// at something in between, if that is known.
struct Span {
  fact::Moment asked = 1, went = 2;
  std::optional<std::uint64_t> looks = 0;
};
constexpr Span at_once = {1, 2}, also_at_once = {2, 3}, later = {3, 4};

void lock(ToldRun& run, const Name& process, const std::vector<std::string>& paths,
          const Span& span = at_once, const std::string& how = "exclusive") {
  for (const std::string& path : paths) {
    const bool last = path == paths.back();
    run(process, fact::TakesLock{.asked = last ? span.went : span.asked,
                                 .went = last ? span.went : span.asked,
                                 .looks = last ? span.looks : 0});
    run(process, event::Locked{path, how});
  }
}

void unlock(ToldRun& run, const Name& process, const std::vector<std::string>& paths) {
  for (const std::string& path : paths) run(process, event::Unlock{path});
}

// Each of two takes two locks, and gives them back.
ToldRun both(const std::vector<std::string>& first, const std::vector<std::string>& second,
             const Span& span = also_at_once, const std::string& how = "exclusive",
             Finder::For whom = Finder::For::reader) {
  ToldRun run = parent_and_child("./a", whom);
  lock(run, "P.1", first, at_once, how);
  unlock(run, "P.1", first);
  lock(run, "P", second, span, how);
  unlock(run, "P", second);
  return run;
}

}  // namespace

TEST_CASE("a lock that two have at once is told of") {
  ToldRun run = parent_and_child();
  lock(run, "P.1", {"/lock"});
  lock(run, "P", {"/lock"});
  run("P", fact::SharedLock{"/lock", "P.1"});
  CHECK(run.told() == Told{"lock-shared P: /lock P.1"});
}

TEST_CASE("a lock that is lost is told of where its process goes on to write") {
  ToldRun run = parent_and_child(), again = parent_and_child(), idle = parent_and_child();
  for (ToldRun* one : {&run, &again, &idle}) {
    (*one)("P", event::Unlock{"/lock"})("P", fact::DroppedLock{"/lock"});
  }
  const fact::FileAccess write{.path = "/lock", .writes = true, .bytes = 4};
  CHECK(idle.told() == Told{});
  CHECK(run("P", write).told() == Told{"lock-dropped P: /lock"});
  CHECK(again("P", event::Locked{"/lock", "exclusive"})("P", write).told() == Told{});
}

TEST_CASE("two locks that are taken in both orders at once are told of") {
  CHECK(both({"/a", "/b"}, {"/b", "/a"}).told() == Told{"lock-order P: /b /a P.1: /a -> /b"});
}

TEST_CASE("who comes when the other is through may have waited for that") {
  CHECK(both({"/a", "/b"}, {"/b", "/a"}, later).told() == Told{});
}

TEST_CASE("who looks at something in between may have decided by that: an exploration is told") {
  const Told found = {"lock-order P: /b /a P.1: /a -> /b"};
  for (const std::optional<std::uint64_t> looks : {std::optional<std::uint64_t>(1), {}}) {
    const Span looking = {also_at_once.asked, also_at_once.went, looks};
    CHECK(both({"/a", "/b"}, {"/b", "/a"}, looking).told() == Told{});
    ToldRun run = both({"/a", "/b"}, {"/b", "/a"}, looking, "exclusive", Finder::For::exploration);
    CHECK(run.told() == found);
  }
}

TEST_CASE("what this run shows is told, also where it was in doubt before") {
  ToldRun run = both({"/a", "/b"}, {"/b", "/a"}, {2, 3, 1});
  lock(run, "P", {"/b", "/a"}, also_at_once);
  unlock(run, "P", {"/b", "/a"});
  CHECK(run.told() == Told{"lock-order P: /b /a P.1: /a -> /b"});
}

TEST_CASE("where nobody knows when a lock was asked for, nothing is said") {
  ToldRun run = parent_and_child();
  for (const auto& path : {"/a", "/b"}) run("P.1", event::Locked{path, "exclusive"});
  unlock(run, "P.1", {"/a", "/b"});
  lock(run, "P", {"/b", "/a"});
  CHECK(run.told() == Told{});
}

TEST_CASE("one order, a third lock around both, and readers alone are well") {
  CHECK(both({"/a", "/b"}, {"/a", "/b"}).told() == Told{});
  CHECK(both({"/c", "/a", "/b"}, {"/c", "/b", "/a"}).told() == Told{});
  CHECK(both({"/a", "/b"}, {"/b", "/a"}, also_at_once, "shared").told() == Told{});
}

TEST_CASE("who only tries to get the second lock waits for nobody") {
  ToldRun run = parent_and_child();
  lock(run, "P.1", {"/a", "/b"});
  unlock(run, "P.1", {"/a", "/b"});
  lock(run, "P", {"/b"});
  run("P", fact::TakesLock{.asked = 2, .went = 2})("P", fact::TriesLock{"/a"});
  run("P", event::Locked{"/a", "exclusive"});
  CHECK(run.told() == Told{});
}

namespace {

using Bytes = fact::ByteRange;

void lock(ToldRun& run, const Name& process, const std::vector<Bytes>& all,
          const Span& span = at_once, bool by_process = false) {
  for (const Bytes& bytes : all) {
    const fact::Moment moment = bytes == all.back() ? span.went : span.asked;
    run(process,
        fact::TakesLock{
            .bytes = bytes, .by_process = by_process, .asked = moment, .went = moment, .looks = 0});
    run(process, event::Locked{"/a", "exclusive"});
  }
}

// Each of two locks these bytes of one file, in its order.
Told both_lock(const std::vector<Bytes>& first, const std::vector<Bytes>& second) {
  ToldRun run = parent_and_child();
  lock(run, "P.1", first);
  unlock(run, "P.1", {"/a"});
  lock(run, "P", second, also_at_once);
  unlock(run, "P", {"/a"});
  return run.told();
}

}  // namespace

TEST_CASE("bytes of one file that are locked in both orders at once are told of") {
  const Bytes one = {0, 0}, other = {100, 100}, begin = {0, 9}, end = {90, Bytes::whole};
  CHECK(both_lock({one, other}, {other, one}) ==
        Told{"lock-order P: /a[100-100] /a[0-0] P.1: /a[0-0] -> /a[100-100]"});
  CHECK(both_lock({begin, other}, {end, one}) ==
        Told{"lock-order P: /a[90-] /a[0-0] P.1: /a[0-9] -> /a[100-100]"});
  CHECK(both_lock({one, other}, {one, other}) == Told{});
  CHECK(both_lock({one, other}, {{200, 200}, one}) == Told{});
  CHECK(both_lock({{50, 50}, one, other}, {{40, 60}, other, one}) == Told{});  // one before both
}

TEST_CASE("bytes that were given back, or are locked once more, are no second lock") {
  const Bytes one = {0, 0}, other = {100, 100};
  ToldRun run = parent_and_child();
  lock(run, "P.1", {one, other});
  unlock(run, "P.1", {"/a"});
  lock(run, "P", {other}, also_at_once);
  run("P", fact::UnlockedBytes{"/a", {90, 110}});
  lock(run, "P", {one}, also_at_once);
  CHECK(run.told() == Told{});
  CHECK(both_lock({one, other}, {{0, Bytes::whole}, other}) == Told{});
}

namespace {

struct Taking {
  Name task;
  std::string first, second;
  Span span = also_at_once;
};

// A run of threads that take mutexes so, one after the other, with what they have beside these.
ToldRun threads_that(const std::vector<Taking>& takings, const fact::TakesLock& beside = {},
                     Finder::For whom = Finder::For::exploration) {
  ToldRun run(whom);
  run("P", event::Start{{"./a"}, "", {}})("P", event::Thread{"P/t2"})("P", event::Thread{"P/t3"});
  int line = 0;
  for (const Taking& one : takings) {
    fact::TakesLock taking = beside;
    taking.held.push_back({one.first, one.first, one.span.asked});
    taking.lock = fact::MemoryLock{one.second, one.second};
    taking.went = one.span.went;
    run(one.task, taking, SourcePlace{"a.cpp", ++line})(one.task, event::Print{1, "a"});
  }
  return run;
}

const std::vector<Taking> two = {{"P", "left", "right", at_once}, {"P/t2", "right", "left"}};
const Told told_of_two = {"lock-order P: left right P/t2: right -> left (a.cpp:2)"};

}  // namespace

TEST_CASE("threads that take two mutexes in both orders are told of, but not one thread alone") {
  CHECK(threads_that(two).told() == told_of_two);
  CHECK(threads_that(two, {}, Finder::For::reader).told() == Told{});  // they share their memory
  CHECK(threads_that({{"P", "left", "right"}, {"P", "right", "left"}}).told() == Told{});
}

TEST_CASE("three locks that three take in a circle are told of, with each one's line") {
  const auto circle = [](const Span& last) {
    return threads_that({{"P/t3", "c", "a", {1, 3}}, {"P", "a", "b"}, {"P/t2", "b", "c", last}});
  };
  ToldRun run = circle(also_at_once);
  const std::vector<Event> found = run.found();
  REQUIRE(found.size() == 1);
  CHECK(found[0].process == "P");
  CHECK(found[0].place == SourcePlace{"a.cpp", 2});
  CHECK(found[0].as<event::Finding>()->args ==
        Told{"a", "b", "P/t2: b -> c (a.cpp:3), P/t3: c -> a (a.cpp:1)"});
  CHECK(circle({4, 5}).told() == Told{});  // two of them were through when the third one came
  CHECK(threads_that({{"P", "a", "b"}, {"P/t2", "b", "c"}, {"P/t3", "a", "c"}}).told() == Told{});
  CHECK(threads_that({{"P", "a", "b"}, {"P/t2", "b", "c"}, {"P", "c", "a"}}).told() == Told{});
}

TEST_CASE("a mutex in between keeps them apart, and a semaphore may do so") {
  CHECK(threads_that(two, {.held = {{"gate", "gate", 1}}}).told() == Told{});
  CHECK(threads_that(two, {.unsure = {"semaphore"}}).told() == Told{});
}

TEST_CASE("a condition that was signalled may have told the one what the other did") {
  CHECK(threads_that(two, {.signalled = 3}).told() == Told{});
  CHECK(threads_that(two, {.signalled = 1}).told() == told_of_two);
}

TEST_CASE("who waits for the second mutex to the end has not taken it") {
  ToldRun stands;
  stands("P", event::Start{{"./a"}, "", {}})("P", event::Thread{"P/t2"});
  const fact::MemoryLock left{"left", "left", 1}, right{"right", "right", 1};
  stands("P", fact::TakesLock{.lock = right, .held = {left}, .went = 2});
  stands("P/t2", fact::TakesLock{.lock = left, .held = {right}, .went = 2});
  stands("P", event::Block{"mutex:right"})("P/t2", event::Block{"mutex:left"});
  stands("P", event::Exit{{}, "SIGKILL", false, "procdemo"});
  CHECK(stands.told() == Told{});
}

TEST_CASE("our library's locks are told of, too, where they were waited for") {
  const auto take = [](ToldRun& run, const Name& task, const char* lock) {
    run(task, fact::TakesLock{.asked = 1, .went = 1});
    run(task, event::Probe{"multiprocess", "lock_locked", {lock}});
  };
  for (const bool tries : {false, true}) {
    ToldRun run = parent_and_child("./a", Finder::For::exploration);
    take(run, "P.1", "lock-1");
    take(run, "P.1", "lock-2");
    for (const char* lock : {"lock-2", "lock-1"}) {
      run("P.1", event::Probe{"multiprocess", "lock_unlock", {lock}});
    }
    take(run, "P", "lock-2");
    if (tries) run("P", fact::TriesLock{"lock-1"});
    take(run, "P", "lock-1");
    CHECK(run.told() ==
          (tries ? Told{} : Told{"lock-order P: lock-2 lock-1 P.1: lock-1 -> lock-2"}));
  }
}

namespace {

ToldRun refused(const std::vector<Name>& holders) {
  ToldRun run = parent_and_child();
  run("P", event::Locked{"/a", "exclusive"})("P.1", event::Locked{"/a", "exclusive"});
  return run("P", event::Lock{"/a", "exclusive"})("P", fact::DeadlockRefused{"/a", holders});
}

}  // namespace

TEST_CASE("who was refused a lock, for it would have been a deadlock, is told of") {
  CHECK(refused({"P.1"}).told() == Told{"deadlock-refused P: /a P.1"});
  CHECK(refused({}).exits("P").told() == Told{"deadlock-refused P: /a"});
  CHECK(refused({}).found().front().as<event::Finding>()->events.size() == 1);
}

TEST_CASE("not who then gives back what it has, and gets both later") {
  const event::Locked locked{"/a", "exclusive"};
  CHECK(refused({"P.1"})("P", fact::UnlockedBytes{"/a", {}})("P", locked).told() == Told{});
  CHECK(refused({"P.1"})("P.1", fact::UnlockedBytes{"/a", {}})("P", locked).told().size() == 1);
  CHECK(refused({"P.1"})("P", fact::UnlockedBytes{"/a", {}}).told().size() == 1);
}

TEST_CASE("of locks in both orders the kernel refuses one where all are processes' own") {
  const Bytes one = {0, 0}, other = {100, 100};
  const auto told = [&](bool first, bool second) {
    ToldRun run = parent_and_child();
    lock(run, "P.1", {one, other}, at_once, first);
    unlock(run, "P.1", {"/a"});
    lock(run, "P", {other, one}, also_at_once, second);
    return run.told().at(0);
  };
  CHECK(told(true, true).ends_with(" EDEADLK"));
  CHECK(!told(true, false).ends_with(" EDEADLK"));
}

namespace {

// P has it when it makes P.1, which gets it once more.
ToldRun handed_down() {
  ToldRun run;
  run("P", event::Start{{"./a"}, "", {}})("P", event::Locked{"/lock", "exclusive"});
  run.fork("P", "P.1")("P.1", event::Locked{"/lock", "exclusive"});
  return run("P.1", fact::SharedLock{"/lock", "P"});
}

}  // namespace

TEST_CASE("who had a lock at the fork may leave it to its child, and wait") {
  CHECK(handed_down().exits("P.1").told() == Told{});
  CHECK(handed_down()("P", event::Wait{"any"})("P", event::Print{1, "over"}).told() == Told{});
  CHECK(handed_down().exits("P").told() == Told{});
}

TEST_CASE("not where it goes on with what it does under that lock") {
  const Told shared = {"lock-shared P.1: /lock P"};
  CHECK(handed_down()("P", event::Print{1, "still here"}).told() == shared);
  CHECK(handed_down()("P", event::Sleep{1})("P", event::Wait{"any"}).told() == shared);
  CHECK(handed_down()("P", fact::FileAccess{.path = "/data", .writes = true}).told() == shared);
}
