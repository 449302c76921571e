// procdemo explore: every order of the lessons, against what they have on paper.
#include <fmt/core.h>

#include <random>

#include "catch.h"
#include "cli/desk.h"
#include "cli/explore/explored.h"
#include "cli/explore/on_paper.h"

namespace procdemo::cli::test {

using nlohmann::json;

TEST_CASE("multi-fork has 80 orders and 18 outputs, as on paper") {
  const Outcomes expected = on_paper(
      {{"main", {fork_to("first child"), print("---2---"), fork_to("child"), print("---2---")}},
       {"first child", {print("---1---"), fork_to("child"), print("---2---")}},
       {"child", {print("---1---")}}});
  REQUIRE(expected.orders.size() == 80);
  REQUIRE(expected.texts.size() == 18);
  check_like(explored({"multi-fork"}), expected);
}

TEST_CASE("fork's rounds are apart by their sleeps, as on paper") {
  const Routines program = {
      {"main", {fork_to("child"), print("--2--"), rest(3'000'000), print("--2--")}},
      {"child", {print("--1--"), rest(3'000'000), print("--1--")}}};
  const Outcomes in_time = on_paper(program), at_any_time = on_paper(program, true);
  REQUIRE(in_time.orders.size() == 2 * 2);
  REQUIRE(at_any_time.orders.size() == 4 * 3 / 2);  // which two of four prints are the child's
  check_like(explored({"fork", "--rounds", "2"}), in_time);
  check_like(explored({"fork", "--rounds", "2", "--any-sleep"}), at_any_time);
}

TEST_CASE("where sleeping is no promise, isolation's parent may look first, and its claims hold") {
  const std::string numbers = " at [addr g_num]";
  const Routines program = {
      {"main", {fork_to("child"), rest(3'000'000), print("parent: g_num = 100" + numbers)}},
      {"child", {print("child: g_num = 101" + numbers)}}};
  check_like(explored({"isolation"}), on_paper(program));

  const json found = explored({"isolation", "--any-sleep"});
  const Outcomes expected = on_paper(program, true);
  CHECK(found["complete"] == true);
  CHECK(found["orders"] == expected.orders.size());
  CHECK(outputs_of(found) == expected.texts);
  for (const json& claim : found["claims"]) {
    CAPTURE(claim);
    if (claim["id"] == "same-address-printed") continue;  // of the program in Python
    const bool by_sleep = claim["id"] == "looked-later";
    CHECK(claim["holds"] == !by_sleep);
    CHECK(claim.contains("by_sleep") == by_sleep);
  }
  const Result text = procdemo({"explore", "isolation", "--any-sleep"});
  CHECK_THAT(text.out, contains("no promise") && contains("shortest order"));
}

// A time like those that a lesson draws.
std::int64_t drawn(std::mt19937& random, double most_seconds) {
  return static_cast<std::int64_t>(std::uniform_real_distribution<>(0, most_seconds)(random) * 1e6);
}

// The tasks of 13-pool and 14-apply: routines that a worker takes from a queue, each of which goes
// back for the next one. The lesson draws their times from the same generator.
Routines two_tasks() {
  std::mt19937 random(1);
  Routines routines = {{"worker", {take("tasks")}}, {"closed", {}}, {"result", {}}};
  for (const std::string number : {"0", "1"}) {
    const auto time = drawn(random, 2);
    const double seconds = static_cast<double>(time) / 1e6;
    routines[number] = {print(number + " begins, pid [pid]"), rest(time),
                        print(fmt::format("{} done after {:.2f} s", number, seconds)),
                        put("results", "result"), take("tasks")};
  }
  return routines;
}

TEST_CASE("a pool of two workers with two tasks has as many orders as on paper") {
  Routines program = two_tasks();
  program["main"] = {
      fork_to("worker"),    fork_to("worker"),      put("tasks", "0"),      put("tasks", "1"),
      print("---start---"), put("tasks", "closed"), put("tasks", "closed"), join(),
      print("---end---")};
  const json found = explored({"pool", "--tasks", "2", "--workers", "2"});
  check_like(found, on_paper(program));
  // What a worker looks for and does not find, or asks for itself, makes no orders: 40 runs show
  // them all.
  CHECK(found["runs"] <= 60);
}

TEST_CASE("apply, where one task waits for the other, has as many orders as on paper") {
  Routines program = two_tasks();
  program["main"] = {fork_to("worker"),      fork_to("worker"),
                     put("tasks", "0"),      take("results"),
                     put("tasks", "1"),      take("results"),
                     print("---start---"),   put("tasks", "closed"),
                     put("tasks", "closed"), join(),
                     print("---end---"),     print("work: 3.86 s")};
  check_like(explored({"apply", "--tasks", "2", "--workers", "2"}), on_paper(program));
}

// 15-queue after its first part. A letter is what its reader does with it.
Routines letters(const std::string& variant) {
  std::mt19937 writers(1), readers(2);
  Routines routines = {
      {"reader", {skip_empty("letters"), go("next"), print("empty: the reader stops")}},
      {"next", {take("letters"), go("reader")}},
      {"waiting reader", {take("letters"), go("waiting reader")}},
      {"end", {print("end: the reader stops"), go("nothing")}},
      {"nothing", {}}};
  for (const std::string letter : {"A", "B", "C"}) {
    routines["writer"].push_back(print("put " + letter));
    routines["writer"].push_back(put("letters", letter));
    routines["writer"].push_back(rest(drawn(writers, 1)));
    routines[letter] = {print("got " + letter)};
    if (variant != "end-mark") routines[letter].push_back(rest(drawn(readers, 1)));
  }
  const bool joined = variant == "joined", end_mark = variant == "end-mark";
  if (end_mark) routines["writer"].push_back(put("letters", "end"));
  routines["main"] = {fork_to("writer"), joined ? join() : rest(0),
                      fork_to(end_mark ? "waiting reader" : "reader"), join(),
                      print("left in the queue: [count]", "letters")};
  return routines;
}

TEST_CASE("each variant of queue has the orders that it has on paper") {
  const std::string variant = GENERATE("joined", "at-once", "end-mark");
  CAPTURE(variant);
  check_like(explored({"queue", "--capacity", "1", "--variant", variant}),
             on_paper(letters(variant)),
             "put message 1, full: true\n"
             "put: full after 2.00 s, 1 messages\n"
             "put_nowait: full, 1 messages\n"
             "got message 1\n"
             "get: empty, 0 messages\n");
}

// 18-locked-write with two writers of one number each, a1 a2 and b1 b2. Without the lock each waits
// between its two pieces until the other has written a first one.
Routines two_writers(bool locked) {
  Routines routines = {{"main",
                        {print("locked: nobody else gets it"), print("closed: another gets it"),
                         fork_to("a"), fork_to("b"), join(), print("written: 2 numbers")}},
                       {"first piece", {}}};
  for (const std::string name : {"a", "b"}) {
    const std::string other = name == "a" ? "b" : "a";
    if (locked) {
      routines[name] = {lock("file"), append(name + "1"), append(name + "2|"), unlock("file")};
    } else {
      routines[name] = {append(name + "1"), put(other, "first piece"), take(name),
                        append(name + "2|")};
    }
  }
  return routines;
}

bool is_torn(const std::string& file) {
  return file.find("a1a2|") == file.npos || file.find("b1b2|") == file.npos;
}

// Some hundred runs each.
TEST_CASE("two writers tear no number with the lock, and always without it", "[.][long]") {
  const bool locked = GENERATE(true, false);
  const Outcomes expected = on_paper(two_writers(locked));
  REQUIRE(expected.files.size() == (locked ? 2 : 4));
  for (const std::string& file : expected.files) CHECK(is_torn(file) != locked);

  std::vector<std::string> words = {"locked-write", "--workers", "2", "--count", "2"};
  if (!locked) words.push_back("--no-lock");
  check_like(explored(words), expected);
}

TEST_CASE("without the lock a torn number is found, and its token shows it", "[plain]") {
  const json found =
      explored({"locked-write", "--workers", "2", "--count", "2", "--no-lock", "--limit", "20"});
  std::string token;
  for (const json& claim : found["claims"]) {
    if (claim["id"] == "torn") token = claim["token"];
  }
  REQUIRE(!token.empty());
  const Result again = procdemo({"locked-write", "--schedule", token});
  CHECK(again.status == 0);
  CHECK_THAT(again.out, contains("torn"));
}

}  // namespace procdemo::cli::test
