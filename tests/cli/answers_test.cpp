// What a student who hands in a classical mistake is answered, and by which one command.
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
};

/// Who hangs is answered before these two seconds are over.
const Words watched = {"watch", "--timeout", "2"};
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
    {"zombies", watched, "never waited for 2 processes", ":8"},
    {"no_such_program", watched, "and went on as a copy of its parent", ":8"},
    {"pipe_end", watched, "waits for the end of pipe", ":13"},
    {"pipeline", watched, "waits for the end of pipe"},
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

}  // namespace

TEST_CASE("each classical mistake is answered with a sentence, and its line") {
  need_terminals();
  for (const auto& [homework, asked, answer, where] : homework_answers) {
    const OwnFolder folder;
    const Words command = {"--lang", "en", "--", programs + "homework_" + homework};
    const Desk desk = {.environment = {{"COLUMNS", "500"}}, .folder = folder.path()};
    const Result result = procdemo(together(asked, command), desk);
    INFO(homework << "\n" << result.out << result.err);
    CHECK_THAT(result.out, contains(answer));
    if (!where.empty()) CHECK_THAT(result.out, contains(homework + ".cpp" + where));
  }
}

}  // namespace procdemo::cli::test
