// procdemo explore: every order of small programs, against what is known of them otherwise.
#include <array>
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
  for (const std::string program : {"lost_update", "crossed_locks"}) {
    CAPTURE(program);
    const bool locks = program == "crossed_locks";
    std::vector<std::string> command = {"--", programs + program};
    if (locks) command.insert(command.end(), {"a", "b"});
    const json reduced = explored(command, locks ? 1 : 0);
    command.insert(command.begin(), "--no-reduction");
    const json all = explored(command, locks ? 1 : 0);
    CHECK(all["complete"] == true);
    CHECK(outputs_of(all) == outputs_of(reduced));
    CHECK(all["deadlocks"].size() == reduced["deadlocks"].size());
    CHECK(all["runs"] > reduced["runs"]);
  }
}

TEST_CASE("a search that was cut off says so") {
  const Result result = procdemo({"explore", "--limit", "3", "multi-fork"});
  CHECK(result.status == 0);
  CHECK_THAT(result.out, Contains("not complete") && Contains("--limit"));
}

TEST_CASE("shared memory is named as not explored") {
  const Result result = procdemo({"explore", "--limit", "20", "--", programs + "lost_in_memory"});
  CHECK_THAT(result.out, Contains("shared memory"));
}

}  // namespace procdemo::test
