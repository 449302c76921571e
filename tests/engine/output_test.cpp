// Every byte that a program prints, whatever way it takes, once and in order.
#include <fcntl.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/wait.h>

#include <map>
#include "machine.h"
#include "observed.h"

using namespace procdemo::engine;

namespace {

How piped() {
  How how;
  how.settings.terminal = false;
  return how;
}

}  // namespace

TEST_CASE("output arrives the same as alone, on terminals and in pipes") {
  for (const bool terminal : {true, false}) {
    How how;
    how.settings.terminal = terminal;
    for (const char* name : {"binary", "closed_stdout", "copies", "duplicates", "terminal", "torn"})
      same_as_alone({name}, how);
    same_as_alone({"lines", "10000"}, how);
  }
}

TEST_CASE("the program believes that it writes to terminals of 80 columns, or to pipes") {
  const Seen seen = observed({"terminal"});
  const std::vector<std::string> lines = lines_of(seen, "P");
  REQUIRE(lines.size() == 4);
  CHECK(lines[0] == "output: terminal 1, device, 80 columns, 24 rows");
  CHECK(lines[1] == "errors: terminal 1, device");
  CHECK(lines[2] == "name: yes");
  CHECK(lines[3] == "buffered line");
  CHECK(lines_of(seen, "P.1").empty());

  const Seen through_pipes = observed({"terminal"}, piped());
  CHECK(lines_of(through_pipes, "P")[0] == "output: terminal 0, pipe, 0 columns, 0 rows");
  CHECK(lines_of(through_pipes, "P.1") == std::vector<std::string>{"line"});
}

TEST_CASE("ten thousand lines are ten thousand events, in order") {
  const Seen seen = observed({"lines", "10000"});
  const std::vector<std::string> lines = lines_of(seen, "P");
  REQUIRE(lines.size() == 10'000);
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (lines[i] != "line " + std::to_string(i + 1)) FAIL(lines[i] << " at " << i);
}

TEST_CASE("one write that is far longer than the limit is shown as far as that, and ends the run") {
  How how = piped();
  how.settings.limits.output = 100'000;
  const Seen seen = observed({"copies"}, how);
  CHECK(seen.outcome.limit == "output");
  CHECK(seen.output().size() > 100'000);
  CHECK(seen.output().size() < 200'000);
}

TEST_CASE("what is not there yet can't be moved to an output, and that is told") {
  need_observing();
  const Seen seen = observed({"copies", "waits"}, piped());
  CHECK(lines_of(seen) == std::vector<std::string>{"splice: EINVAL", "child: exited 0"});
  const auto is_told = [](const Event& event) {
    const auto* note = event.as<event::Note>();
    return note && note->note == "moved-output";
  };
  CHECK(std::ranges::count_if(seen.events, is_told) == 1);
}

TEST_CASE("all duplicates of an output are that output; a file under its number is none") {
  const Seen seen = observed({"duplicates"});
  CHECK(lines_of(seen, "", 1).size() == 8);
  CHECK(lines_of(seen, "", 2) == std::vector<std::string>{"and standard error itself"});
  const Seen closed = observed({"closed_stdout"});
  CHECK(lines_of(closed, "", 1) == std::vector<std::string>{"before"});
}

TEST_CASE("a prompt is shown when its process reads a terminal; what was typed is not printed") {
  need_terminals();
  int master, slave;
  REQUIRE(::openpty(&master, &slave, nullptr, nullptr, nullptr) == 0);
  const Fd keyboard(master), terminal(slave);
  ::fcntl(master, F_SETFD, FD_CLOEXEC);
  ::fcntl(slave, F_SETFD, FD_CLOEXEC);
  How how;
  how.input_fd = slave;
  Running running({"prompt"}, how);
  REQUIRE(running.until([](const Event& event) { return event.as<event::Line>() != nullptr; }));
  const auto prompt = *running.events().back().as<event::Line>();
  CHECK(prompt.text == "name? ");
  CHECK(prompt.partial);
  write_all(master, "Ada\n");  // only now: the program waits for it
  const Seen seen = running.finish();
  CHECK(seen.output().find("hello Ada\n") != std::string::npos);
}

TEST_CASE("a progress bar's line is replaced by the next one; a last line may lack its newline") {
  How how;
  how.input = "Ada\n";
  const Seen seen = observed({"prompt"}, how);
  CHECK(seen.output() == "name? hello Ada\n\r0%\r25%\r50%\r75%\r100%\ndone\nno newline at the end");
  const std::vector<std::string> lines = lines_of(seen);
  REQUIRE(lines.size() >= 3);
  CHECK(lines[lines.size() - 3] == "100%");
  CHECK(lines[lines.size() - 2] == "done");
  CHECK(lines.back() == "no newline at the end");
  CHECK(all<event::Line>(seen).back().as<event::Line>()->partial);
}

TEST_CASE("a line that another's bytes came between is torn; a whole one is not") {
  const Seen seen = observed({"torn"});
  for (const Event& line : all<event::Line>(seen)) {
    const auto& said = *line.as<event::Line>();
    CHECK(said.torn == (said.text != "whole"));
    CHECK_FALSE(said.partial);
  }
  CHECK(lines_of(seen, "P") == std::vector<std::string>{"parent done", "whole"});
  CHECK(lines_of(seen, "P.1") == std::vector<std::string>{"child done"});
}

TEST_CASE("bytes through pipes and sockets are counted, and add up on both sides") {
  const Seen seen = same_as_alone({"pipes"});
  std::map<std::string, std::int64_t> written, got;
  for (const Event& event : all<event::Write>(seen))
    written[event.as<event::Write>()->object] += event.as<event::Write>()->bytes;
  for (const Event& event : all<event::Read>(seen))
    got[event.as<event::Read>()->object] += event.as<event::Read>()->bytes;
  REQUIRE(got.size() >= 2);
  int with_15_bytes = 0;
  for (const auto& [object, bytes] : got) with_15_bytes += bytes == 15;
  CHECK(with_15_bytes == 2);
  std::int64_t ends = 0;
  for (const Event& event : all<event::Read>(seen)) ends += event.as<event::Read>()->bytes == 0;
  CHECK(ends == 2);
}

// A terminal that somebody else looks at: its keyboard and screen are the test's.
TEST_CASE("nothing reaches a terminal that is not the run's own, whatever way it takes") {
  need_terminals();
  int master = -1, slave = -1;
  char path[64];
  REQUIRE(::openpty(&master, &slave, path, nullptr, nullptr) == 0);
  const Fd screen(master), terminal(slave);
  const std::string told = "\033[31mwrite\nwritev\npwritev2\nsendfile\nsplice\n";
  CHECK(observed({"others_terminal", path}).output() == told);
  CHECK(observed({"others_terminal", path}, piped()).output() == told);
  ::fcntl(screen.get(), F_SETFL, O_NONBLOCK);
  char shown[256];
  CHECK(::read(screen.get(), shown, sizeof shown) == -1);
  CHECK(errno == EAGAIN);
}

TEST_CASE("a terminal that the program makes is its own: what it writes there is no print") {
  const Seen seen = same_as_alone({"own_terminal"});
  CHECK(seen.output() == "10 bytes\n0\n");  // "\n" comes out as "\r\n"
}

TEST_CASE("a program with very many descriptors is not asked for all of them at each write") {
  const Seen seen = observed({"own_terminal", "5000"});
  if (seen.outcome.wait_status == WaitStatus::of_exit(77))
    SKIP_TEST("not so many descriptors here");
  CHECK(seen.output() == "\033[31mred\n");  // as to a terminal of others
}

TEST_CASE("a terminal that is not the run's own is neither stopped, shut nor made smaller") {
  need_terminals();
  int master = -1, slave = -1;
  char path[64];
  const winsize usual = {24, 80, 0, 0};
  REQUIRE(::openpty(&master, &slave, path, nullptr, &usual) == 0);
  const Fd screen(master), terminal(slave);
  const Seen seen = observed({"others_terminal", path, "hamper"});
  CHECK(lines_of(seen) == std::vector<std::string>{"window size: EPERM", "no input: EPERM",
                                                   "no output: EPERM", "output: EPERM",
                                                   "exclusive: EPERM"});
  CHECK(one<event::Note>(seen).as<event::Note>()->note == "terminal-input");
  winsize size{};
  REQUIRE(::ioctl(master, TIOCGWINSZ, &size) == 0);
  CHECK(size.ws_col == usual.ws_col);
}

TEST_CASE("a terminal's master that the program was started with is not its own") {
  need_terminals();
  int master = -1, slave = -1;
  char path[64];
  REQUIRE(::openpty(&master, &slave, path, nullptr, nullptr) == 0);
  const Fd keyboard(master), terminal(slave);
  How how;
  how.input_fd = master;
  const std::string told = "\033[31mwrite\nwritev\npwritev2\nsendfile\nsplice\n";
  CHECK(observed({"others_terminal", "-"}, how).output() == told);
  CHECK(observed({"others_terminal", path}, how).output() == told);
  ::fcntl(slave, F_SETFL, O_NONBLOCK);
  char typed[256];
  CHECK(::read(slave, typed, sizeof typed) == -1);
  CHECK(errno == EAGAIN);
}

TEST_CASE("another screen and a change of the terminal's foreground are noted as out of scope") {
  need_observing();
  CHECK(one<event::Note>(observed({"screen", "screen"})).as<event::Note>()->note == "full-screen");
  CHECK(one<event::Note>(observed({"screen", "foreground"})).as<event::Note>()->note ==
        "job-control");
}
