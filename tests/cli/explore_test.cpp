// procdemo explore: every order of small programs, against what is known of them otherwise.
#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "catch.h"
#include "cli/desk.h"

namespace procdemo::test {
namespace {

using Catch::Contains;
using nlohmann::json;

const std::string programs = BUILD "/tests/programs/";

json explored(std::vector<std::string> words, int status = 0) {
  words.insert(words.begin(), {"explore", "--format", "json"});
  const Result result = procdemo(words);
  INFO(result.out << result.err);
  REQUIRE(result.status == status);
  return json::parse(result.out);
}

std::set<std::string> outputs_of(const json& found) {
  std::set<std::string> texts;
  for (const json& output : found["outputs"]) texts.insert(output["text"]);
  return texts;
}

// What multi-fork's four processes print, and after which print of whom each is born. Nothing else
// orders the six.
struct Printer {
  std::string_view lines;
  int parent;
  std::size_t after;  // prints of the parent
};
constexpr std::array<Printer, 4> printers = {Printer{"22", 0, 0}, Printer{"12", 0, 0},
                                             Printer{"1", 0, 1}, Printer{"1", 1, 1}};

struct Orders {
  std::int64_t count = 0;
  std::set<std::string> texts;
};

void extend(std::array<std::size_t, 4> printed, const std::string& text, Orders& orders) {
  if (text.size() == 6) {
    ++orders.count;
    orders.texts.insert(text);
  }
  for (std::size_t i = 0; i < printers.size(); ++i) {
    const Printer& one = printers[i];
    const bool born = printed[static_cast<std::size_t>(one.parent)] >= one.after;
    if (!born || printed[i] == one.lines.size()) continue;
    auto more = printed;
    ++more[i];
    extend(more, text + one.lines[printed[i]], orders);
  }
}

}  // namespace

TEST_CASE("multi-fork has 80 orders and 18 outputs, as counted without it") {
  Orders expected;
  extend({}, "", expected);
  REQUIRE(expected.count == 80);
  REQUIRE(expected.texts.size() == 18);

  const json found = explored({"multi-fork"});
  CHECK(found["orders"] == expected.count);
  CHECK(found["complete"] == true);
  std::set<std::string> texts;
  for (const std::string& text : outputs_of(found)) {
    std::string digits;
    for (const char c : text) {
      if (c == '1' || c == '2') digits += c;
    }
    texts.insert(digits);
  }
  CHECK(texts == expected.texts);
  for (const json& claim : found["claims"]) CHECK(claim["holds"] != false);
}

TEST_CASE("two locks taken crosswise are a deadlock, and its token shows it") {
  const json found = explored({"--", programs + "crossed_locks", "a", "b"}, 1);
  CHECK(found["complete"] == true);
  REQUIRE(found["deadlocks"].size() == 1);
  const std::string token = found["deadlocks"][0]["token"];
  char folder[] = "/tmp/procdemo-explore-XXXXXX";
  REQUIRE(::mkdtemp(folder) != nullptr);
  const Result again =
      procdemo({"watch", "--schedule", token, "--", programs + "crossed_locks", "a", "b"},
               {.folder = folder});
  std::filesystem::remove_all(folder);
  INFO(token << "\n" << again.out << again.err);
  CHECK(again.status == 1);

  const json ordered = explored({"--", programs + "crossed_locks", "a", "b", "ordered"});
  CHECK(ordered["complete"] == true);
  CHECK(ordered["deadlocks"].empty());
}

TEST_CASE("an update of a file is lost in some order") {
  const json found = explored({"--", programs + "lost_update"});
  CHECK(found["complete"] == true);
  CHECK(outputs_of(found).size() == 2);
}

TEST_CASE("brute force finds the same outputs, in more runs") {
  const std::vector<std::string> program = {"--", programs + "lost_update"};
  const json reduced = explored(program);
  const json all = explored({"--no-reduction", program[0], program[1]});
  CHECK(all["complete"] == true);
  CHECK(outputs_of(all) == outputs_of(reduced));
  CHECK(all["runs"] > reduced["runs"]);
}

TEST_CASE("a lesson's rounds are apart by their sleeps: 2 orders in each") {
  const json found = explored({"fork", "--rounds", "2"});
  CHECK(found["complete"] == true);
  CHECK(found["orders"] == 2 * 2);
  CHECK(found["outputs"].size() == 2 * 2);
  for (const json& claim : found["claims"]) CHECK(claim["holds"] == true);
}

// Two prints, one of each process: the sleep orders them. Where a sleep may end at any time,
// nothing does.
TEST_CASE("where sleeping is no promise, isolation's parent may look first, and its claims hold") {
  CHECK(explored({"isolation"})["orders"] == 1);
  const json found = explored({"isolation", "--any-sleep"});
  CHECK(found["complete"] == true);
  CHECK(found["orders"] == 2);
  for (const json& claim : found["claims"]) {
    CAPTURE(claim);
    const bool by_sleep = claim["id"] == "looked-later";
    CHECK(claim["holds"] == !by_sleep);
    CHECK(claim.contains("by_sleep") == by_sleep);
  }
  const Result text = procdemo({"explore", "isolation", "--any-sleep"});
  CHECK_THAT(text.out, Contains("no promise") && Contains("shortest order"));
}

// Three prints at the beginning, of three processes, and nothing orders them: 3! orders. Either
// worker may have the first task, and the other one has the second. Later prints are apart by the
// tasks' own times.
TEST_CASE("a pool of two workers with two tasks has 3! * 2 orders") {
  const json found = explored({"pool", "--tasks", "2", "--workers", "2"});
  CHECK(found["complete"] == true);
  CHECK(found["orders"] == 6 * 2);
  for (const json& claim : found["claims"]) CHECK(claim["holds"] != false);
}

// One task after the other, each done by either worker; all else follows.
TEST_CASE("apply has as many orders as there are ways to choose a worker for each task") {
  const json found = explored({"apply", "--tasks", "2", "--workers", "2"});
  CHECK(found["complete"] == true);
  CHECK(found["orders"] == 2 * 2);
  for (const json& claim : found["claims"]) CHECK(claim["holds"] != false);
}

// The reader may look before the first letter is put, and stops: its print comes before the
// writer's first one or after it. Or it looks later, and gets the letter; all further steps are
// apart by their times.
TEST_CASE("a queue's reader that asks whether it is empty has 1 + 2 orders; one that waits has 1") {
  const auto orders_of = [](const std::string& variant) {
    const json found = explored({"queue", "--capacity", "1", "--variant", variant});
    CHECK(found["complete"] == true);
    return found["orders"].get<int>();
  };
  CHECK(orders_of("at-once") == 1 + 2);
  CHECK(orders_of("end-mark") == 1);
  CHECK(orders_of("joined") == 1);
}

// It takes some hundred runs.
TEST_CASE("no order of two writers with a lock tears a number", "[.][long]") {
  const std::vector<std::string> small = {"locked-write", "--workers", "2", "--count", "2"};
  const json found = explored(small);
  CHECK(found["complete"] == true);
  CHECK(found["orders"] == 1);  // all prints are the main process's
  for (const json& claim : found["claims"]) CHECK(claim["holds"] != false);
}

TEST_CASE("without the lock a torn number is found, and its token shows it") {
  const json found =
      explored({"locked-write", "--workers", "2", "--count", "2", "--no-lock", "--limit", "20"});
  std::string token;
  for (const json& claim : found["claims"]) {
    if (claim["id"] == "torn") token = claim["token"];
  }
  REQUIRE(!token.empty());
  const Result again = procdemo({"locked-write", "--schedule", token});
  CHECK(again.status == 0);
  CHECK_THAT(again.out, Contains("torn"));
}

TEST_CASE("a command prepares the directory of each run") {
  const std::string program = programs + "lost_update";
  const json found = explored({"--before", "test ! -e made && touch made", "--", program});
  CHECK(found["complete"] == true);
  CHECK(found["outputs"].size() == 2);

  const Result failed = procdemo({"explore", "--before", "exit 7", "--", program});
  CHECK(failed.status == 2);
  CHECK_THAT(failed.err, Contains("--before") && Contains("7"));
}

TEST_CASE("a deadlock is shown as lanes") {
  const Result result = procdemo({"explore", "--", programs + "crossed_locks", "a", "b"});
  CHECK(result.status == 1);
  CHECK_THAT(result.out, Contains("Deadlock") && Contains("● P") && Contains("P.2"));
}

TEST_CASE("live runs are counted beside the orders") {
  const json found = explored({"multi-fork", "--compare-live", "3", "--limit", "5"});
  std::int64_t live = 0;
  for (const json& output : found["outputs"]) live += output["live"].get<std::int64_t>();
  CHECK(live <= 3);
}

TEST_CASE("Ctrl-C ends a search, which tells what it found until then") {
  Terminal terminal({"explore", "locked-write"}, 80);
  terminal.read_until("runs: 1");
  terminal.send(SIGINT);
  const Result result = terminal.finish();
  CHECK(result.status == 128 + SIGINT);
  CHECK_THAT(result.out, Contains("not complete") && Contains("interrupted"));
}

TEST_CASE("a search that was cut off says so") {
  const Result result = procdemo({"explore", "--limit", "3", "multi-fork"});
  CHECK(result.status == 0);
  CHECK_THAT(result.out, Contains("not complete") && Contains("--limit"));
}

TEST_CASE("a search for a time says that it was cut off, and one with a bound") {
  CHECK_THAT(procdemo({"explore", "--time", "0.001", "multi-fork"}).out, Contains("--time"));
  CHECK_THAT(procdemo({"explore", "--bound", "0", "multi-fork"}).out, Contains("preemptions"));
}

TEST_CASE("shared memory is named as not explored") {
  const Result result = procdemo({"explore", "--limit", "20", "--", programs + "lost_in_memory"});
  CHECK_THAT(result.out, Contains("shared memory"));
}

}  // namespace procdemo::test
