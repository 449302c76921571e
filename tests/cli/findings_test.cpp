// What is wrong with programs: each says its own, in every order, and its mended twin nothing.
#include <algorithm>
#include <string>
#include <vector>

#include "catch.h"
#include "cli/desk.h"
#include "lesson/fixture.h"
#include "trace/json.h"

namespace procdemo::cli::test {
namespace {

using Words = std::vector<std::string>;

// A finding, by what it says, and where.
struct Told {
  std::string id, process;
  int line = 0;
  bool operator==(const Told&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Told& told) {
  return out << told.id << " " << told.process << " line " << told.line;
}

std::vector<Told> facts_in(const std::string& trace) {
  std::vector<Told> facts;
  for (const std::string& line : lines_of(trace)) {
    const auto any = trace_line(line);
    const auto* event = std::get_if<Event>(&any);
    const auto* finding = event ? event->as<event::Finding>() : nullptr;
    if (!finding) continue;
    facts.push_back({finding->id, event->process, event->place ? event->place->line : 0});
  }
  return facts;
}

Words words(Words first, const Words& more) {
  first.insert(first.end(), more.begin(), more.end());
  return first;
}

std::vector<Told> facts_of(const Words& how, const Words& command) {
  const Words all = words(words({"watch", "--format", "jsonl"}, how), words({"--"}, command));
  const Result run = procdemo(all);
  INFO(run.err);
  REQUIRE(run.out.find("\"event\":\"summary\"") != std::string::npos);
  return facts_in(run.out);
}

struct Case {
  std::string name;
  Told expected;
};

const std::vector<Case> cases = {
    {"never_reaped", {"never-reaped", "P", 9}},
};

}  // namespace

TEST_CASE(
    "what is wrong with a program is said, live and in every order, and not once it is mended") {
  for (const auto& [name, expected] : cases) {
    const std::string program = programs + "wrong_" + name;
    for (const Words& how : {Words{"--speed", "20"}, Words{"--schedule", "round-robin"},
                             Words{"--schedule", "child-first"}}) {
      INFO(name << " " << how.back());
      CHECK(facts_of(how, {program}) == std::vector<Told>{expected});
      CHECK(facts_of(how, {program, "mended"}) == std::vector<Told>{});
    }
  }
}

TEST_CASE("a run ends with what to look at, where in the source, and what to do about it") {
  const Words watch = {"watch",    "--schedule", "round-robin", "--lines",
                       "--format", "plain",      "--",          programs + "wrong_never_reaped"};
  const std::string out = procdemo(watch).out;
  const std::size_t block = out.find("What to look at\n");
  REQUIRE(block != std::string::npos);
  CHECK(out.find("  ! P never waited for 1 process that it had made", block) != std::string::npos);
  CHECK(out.find("never_reaped.cpp:9)", block) != std::string::npos);
  CHECK(out.find("Call waitpid()", block) != std::string::npos);
  CHECK(procdemo(words({"watch", "--lang", "zh"}, {watch.begin() + 1, watch.end()}))
            .out.find("需要注意\n  ! P 创建的 1 个进程") != std::string::npos);
}

TEST_CASE("who does not want to be told of what is wrong is not") {
  const std::string program = programs + "wrong_never_reaped";
  CHECK(facts_of({"--schedule", "round-robin", "--no-findings"}, {program}).empty());
  const Words plain = {"watch", "--schedule", "round-robin", "--no-findings", "--", program};
  CHECK(procdemo(plain).out.find("What to look at") == std::string::npos);
}

TEST_CASE("what a lesson shows on purpose is in its trace, and not what a reader is to look at") {
  const Result trace = procdemo({"isolation", "--schedule", "child-first", "--format", "jsonl"});
  CHECK(facts_in(trace.out).size() == 1);
  CHECK(trace.out.find("\"id\":\"never-reaped\"") != std::string::npos);
  CHECK(trace.out.find("\"intended\":true") != std::string::npos);
  CHECK(procdemo({"isolation", "--schedule", "child-first"}).out.find("What to look at") ==
        std::string::npos);
}

TEST_CASE("an exploration gathers what is wrong, with the shortest order that shows it") {
  const std::string program = programs + "wrong_never_reaped";
  const Result text = procdemo({"explore", "--", program});
  CHECK(text.status == 0);
  const std::size_t block = text.out.find("What to look at\n");
  REQUIRE(block != std::string::npos);
  CHECK(text.out.find("! P never waited for", block) != std::string::npos);
  CHECK(text.out.find("the shortest order found", block) != std::string::npos);
  const Result json = procdemo({"explore", "--format", "json", "--", program});
  CHECK(json.out.find("\"id\":\"never-reaped\"") != std::string::npos);
  CHECK(procdemo({"explore", "--", program, "mended"}).out.find("What to look at") ==
        std::string::npos);
  CHECK(procdemo({"explore", "--no-findings", "--", program}).out.find("What to look at") ==
        std::string::npos);
}

TEST_CASE("a claim may ask that nothing of a kind is wrong") {
  const fixture::Folder folder;
  const std::string claims = folder.write(
      "claims.toml",
      "[[claim]]\nid = \"reaps\"\nwords = \"It waits for its children\"\n"
      "count = { event = \"finding\", id = \"never-reaped\", args = [\"P.1\"] }\nequals = 0\n");
  const Words watch = {"watch",
                       "--schedule",
                       "round-robin",
                       "--claims",
                       claims,
                       "--",
                       programs + "wrong_never_reaped"};
  CHECK(procdemo(watch).status == 1);
  CHECK(procdemo(words(watch, {"mended"})).status == 0);
}

}  // namespace procdemo::cli::test
