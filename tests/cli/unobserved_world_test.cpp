// What the kernel holds a run to that nobody observes, and that nobody is left of it.
#include <sys/stat.h>
#include <sys/wait.h>

#include <csignal>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <random>

#include "base/pidfd.h"
#include "base/procfs.h"
#include "catch.h"
#include "cli/desk.h"
#include "lesson/fixture.h"
#include "long_enough.h"

namespace procdemo::cli::test {
namespace {

namespace fs = std::filesystem;

constexpr int asked_for = 100;  // processes
constexpr int allowed = 16;

// A lesson that wants a hundred processes, each in a session of its own, and waits for them. They
// are known by how long they sleep.
class Crowd {
 public:
  Crowd() : seconds_(std::to_string(900'000 + ::getpid() % 90'000)) {
    std::string toml = fixture::changed("demo.cpp\"", "demo.sh\"");
    toml.erase(toml.find("watch = "), std::string("watch = [\"g_num\"]").size());
    lesson_ = fixture::write_lesson(parent_, "01-demo", toml);
    parent_.write("01-demo/demo.sh", "#!/bin/sh\nfor i in $(seq " + std::to_string(asked_for) +
                                         "); do setsid sleep " + seconds_ +
                                         " & done\nwait\nexit 0\n" + fixture::good_program);
    fs::permissions(lesson_ / "demo.sh", fs::perms(0755));
    fs::permissions(parent_.path(), fs::perms(0755));
  }

  std::vector<std::string> command(std::vector<std::string> more = {}, int most = allowed) const {
    std::vector<std::string> words = {"run", lesson_.string(), "--max-processes",
                                      std::to_string(most)};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }

  std::vector<pid_t> alive() const {
    std::vector<pid_t> found;
    for (const pid_t pid : all_pids()) {
      if (command_of(pid).find(seconds_) != std::string::npos && is_alive(pid))
        found.push_back(pid);
    }
    return found;
  }

 private:
  fixture::Folder parent_;
  fs::path lesson_;
  std::string seconds_;
};

bool processes_are_bound() {
  const Result result = procdemo({"fork", "--rounds", "1", "--format", "jsonl"}, denied);
  return nlohmann::json::parse(lines_of(result.out).at(0))["limits"].contains("processes");
}

void need_bound_processes() {
  if (!processes_are_bound()) SKIP_TEST("no guard of the kernel for an unobserved run");
}

}  // namespace

TEST_CASE("an unobserved run prints no limit that nobody enforces") {
  const Result result = procdemo({"fork", "--rounds", "1", "--format", "jsonl"}, denied);
  const nlohmann::json run = nlohmann::json::parse(lines_of(result.out).at(0));
  CHECK_FALSE(run["limits"].contains("forks"));
  CHECK_FALSE(run["limits"].contains("output"));
  CHECK(run["limits"].contains("seconds"));
  CHECK(run["limits"].contains("processes") == !run["guards"].empty());

  const Result text = procdemo({"fork", "--rounds", "1"}, denied);
  CAPTURE(text.out);
  CHECK_THAT(text.out, contains("Not limited, as nobody observes: ") &&
                           contains("the number of processes in all, the output"));
}

TEST_CASE("the limit on processes that an unobserved run prints holds") {
  need_bound_processes();
  const Crowd crowd;
  Terminal terminal(crowd.command(), 80, denied);
  const std::string shown = terminal.read_until("fork");
  CHECK_THAT(shown, contains("16 processes at once"));
  CHECK(crowd.alive().size() <= allowed);
  terminal.send(SIGTERM);
  CHECK(terminal.finish().status == 128 + SIGTERM);
  CHECK(crowd.alive().empty());
}

TEST_CASE("the time ends an unobserved run and all that it has made") {
  const Crowd crowd;
  const Result result = procdemo(crowd.command({"--timeout", "0.5"}), denied);
  CAPTURE(result.out, result.err);
  CHECK(result.status == 4);
  CHECK(crowd.alive().empty());
}

TEST_CASE("so it does where procdemo has fewer descriptors than the run has processes") {
  const Crowd crowd;
  std::vector<std::string> words = {"bash", "-c", "ulimit -n 60; exec \"$@\"", "bash",
                                    procdemo_path()};
  for (const std::string& word : crowd.command({"--timeout", "1"}, 2 * asked_for))
    words.push_back(word);
  const Result result = run_command(words, denied);
  CAPTURE(result.out, result.err);
  CHECK(result.status == 4);
  CHECK(crowd.alive().empty());
}

TEST_CASE("an unobserved procdemo that is killed leaves nobody alive") {
  std::mt19937 random(3);
  for (int round = 0; round < 5; ++round) {
    const Crowd crowd;
    std::vector<Fd> found;
    {
      Terminal terminal(crowd.command(), 80, denied);
      terminal.read_until("Not limited");
      const std::size_t enough = random() % 10;
      std::vector<pid_t> pids;
      while ((pids = crowd.alive()).size() < enough) continue;
      for (const pid_t pid : pids) found.push_back(open_process(pid));
      terminal.send(SIGKILL);
    }
    for (const Fd& process : found) {
      if (process) CHECK(await_end(process, long_enough));
    }
    for (std::vector<pid_t> rest; !(rest = crowd.alive()).empty();) {
      const Fd process = open_process(rest[0]);
      if (process) REQUIRE(await_end(process, long_enough));
    }
    CHECK(crowd.alive().empty());
  }
}

TEST_CASE("a homework that nobody can observe or bound is not run; one that is bound is") {
  const fixture::Folder folder;
  const auto claims = folder.write("claims.toml",
                                   "[[claim]]\nid = \"a\"\nwords = \"a\"\n"
                                   "count = { event = \"fork\" }\nequals = 1\n");
  const bool bound = processes_are_bound();
  for (const bool allowed_skipped : {false, true}) {
    std::vector<std::string> words = {"watch", "--claims", claims.string()};
    if (allowed_skipped) words.emplace_back("--allow-skipped");
    words.insert(words.end(), {"--", "echo", "it ran"});
    const Result result = procdemo(words, denied);
    CAPTURE(bound, allowed_skipped, result.out, result.err);
    CHECK(result.status == (bound && allowed_skipped ? 0 : 3));
    CHECK((result.err.find("it ran\n") != std::string::npos) == bound);  // by its own hands
    CHECK_THAT(result.err, contains("ptrace") || contains("guard"));
  }
}

}  // namespace procdemo::cli::test
