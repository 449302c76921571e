// What a student who hands in a classical mistake is answered, and by which one command.
#include <csignal>
#include <string>
#include <vector>

#include "catch.h"
#include "cli/desk.h"
#include "machine.h"
#include "own_folder.h"

namespace procdemo::cli::test {
namespace {

using Words = std::vector<std::string>;

struct HomeworkAnswer {
  std::string homework;
  Words asked;
  std::string answer;
  std::string where = {};  ///< the line of the source
  bool hangs = false;      ///< its student ends it, when that was told
};

const Words watched = {"watch"};
/// Most faults need one preemption at most.
const Words searched = {"explore", "--bound", "1", "--limit", "60"};

Words claims_of(const std::string& homework) {
  return {"--claims", std::string(SOURCES) + "/tests/programs/homework/" + homework + ".toml"};
}

Words together(Words first, const Words& more) {
  first.insert(first.end(), more.begin(), more.end());
  return first;
}

const std::vector<HomeworkAnswer> homework_answers = {
    {"interrupted", {"watch", "--speed", "10"}, "did not wait again when SIGALRM", ":19"},
    {"printed_twice", {"watch", "--no-tty"}, "still in an output buffer", ":10"},
    {"orphan", {"watch", "--speed", "10"}, "ended while 1 process of its making", ":7"},
    {"zombies", {"watch", "--schedule", "round-robin"}, "never waited for 2 processes", ":8"},
    {"no_such_program", watched, "and went on as a copy of its parent", ":8"},
    {"pipe_end", watched, "waits for the end of pipe", ":13", true},
    {"pipeline", watched, "waits for the end of pipe", "", true},
    {"children_loop", together(watched, claims_of("children_loop")), "✗ There are three children"},
    {"missing_wait", together(searched, claims_of("missing_wait")), "✗ The parent prints last"},
    {"handler_race", searched, "Deadlock in 1 run"},
    {"crossed_locks", searched, "waits in a circle that nobody in it can leave", ":15"},
    {"philosophers",
     {"explore", "--limit", "40"},
     "waits in a circle that nobody in it can leave",
     ":17"},
    {"lost_update", searched, "wrote over that change without having seen it", ":16"},
    {"torn_lines", searched, "in pieces, and bytes of", ":11"},
};

std::string answer_to(const Words& command, bool hangs, const Desk& desk) {
  if (!hangs) {
    const Result result = procdemo(command, desk);
    return result.out + result.err;
  }
  constexpr int columns = 500;
  Terminal terminal(command, columns, desk);
  terminal.read_until("Nobody has moved");
  terminal.send(SIGINT);
  return terminal.finish().out;
}

}  // namespace

TEST_CASE("each classical mistake is answered with a sentence, and its line") {
  need_terminals();
  for (const auto& [homework, asked, answer, where, hangs] : homework_answers) {
    const OwnFolder folder;
    const Words command = {"--lang", "en", "--", programs + "homework_" + homework};
    const Desk desk = {.environment = {{"COLUMNS", "500"}}, .folder = folder.path()};
    const std::string answered = answer_to(together(asked, command), hangs, desk);
    INFO(homework << "\n" << answered);
    CHECK_THAT(answered, contains(answer));
    if (!where.empty()) CHECK_THAT(answered, contains(homework + ".cpp" + where));
  }
}

}  // namespace procdemo::cli::test
