// procdemo at a terminal: what it looks like there, keys and signals, and how it leaves it.
#include <algorithm>
#include <csignal>

#include "base/fd.h"
#include "base/pidfd.h"
#include "base/procfs.h"
#include "catch.h"
#include "cli/desk.h"
#include "lesson/catalogue.h"
#include "show/terminal/glyph.h"
#include "world/mark.h"

namespace procdemo::cli::test {
namespace {

constexpr const char* no_colors = "--color=never";

std::string without_returns(std::string text) {
  std::erase(text, '\r');
  return text;
}

}  // namespace

TEST_CASE("at a terminal of any width nothing is wider, in either language") {
  for (const int width : {20, 40, 80, 200}) {
    for (const std::string language : {"en", "zh"}) {
      Terminal terminal({"fork", "--speed", "100", "--lang", language, no_colors}, width);
      const Result result = terminal.finish();
      CHECK(result.status == 0);
      for (const std::string& line : lines_of(without_returns(result.out))) {
        CAPTURE(width, language, line);
        CHECK(columns_of(line) <= width);
      }
    }
  }
}

// The end of the picture, the claims a line each, the advice in one.
TEST_CASE("on a screen of 80x24 the last of a lesson's run can be seen, beside what it showed") {
  constexpr std::size_t screen = 23;  // and the shell's prompt
  for (const std::string lesson : {"fork", "manager", "queue"}) {
    for (const std::string language : {"en", "zh"}) {
      Terminal terminal({lesson, "--schedule", "round-robin", "--lang", language, no_colors}, 80);
      std::vector<std::string> lines = lines_of(without_returns(terminal.finish().out));
      lines.erase(lines.begin(), lines.end() - screen);
      CAPTURE(lesson, language, lines);
      const auto is_of_picture = [](const std::string& line) {
        return line.starts_with("        ") || (line.size() > 8 && line[3] == '.');  // "  0.005 "
      };
      CHECK(std::ranges::count_if(lines, is_of_picture) >= 6);
      CHECK_THAT(lines.back(), contains("procdemo show " + lesson));
    }
  }
}

TEST_CASE("what a lesson claims is a line each on 80 columns, in both languages") {
  constexpr int room = 80 - 2 - 4;  // behind the mark
  const auto lessons = list_lessons(SOURCES "/lessons");
  CHECK(lessons.size() >= 18);
  for (const CatalogueEntry& entry : lessons) {
    for (const Claim& claim : entry.lesson.value().claims) {
      CAPTURE(entry.name, claim.id);
      CHECK(columns_of(claim.words.en) <= room);
      CHECK(columns_of(claim.words.zh) <= room);
    }
  }
}

TEST_CASE("a terminal gets lanes and colours, unless NO_COLOR or TERM=dumb forbid them") {
  const std::vector<std::string> words = {"pid", "--speed", "100"};
  const auto shown = [&](std::map<std::string, std::string> environment) {
    return Terminal(words, 80, {.environment = std::move(environment)}).finish().out;
  };
  CHECK_THAT(shown({}), contains("\x1b["));
  CHECK_THAT(shown({}), !contains("P        | "));  // a line of `plain`
  CHECK_THAT(shown({{"NO_COLOR", "1"}}), !contains("\x1b["));
  CHECK_THAT(shown({{"TERM", "dumb"}}), !contains("\x1b["));
  CHECK_THAT(Terminal({"pid", no_colors}, 80).finish().out, !contains("\x1b["));
}

TEST_CASE("the first Ctrl-C is the program's, and its claims are not checked") {
  Terminal terminal({"fork", "--format", "plain", no_colors}, 80);
  terminal.read_until("sleeps 3 s");
  terminal.type("\x03");
  const Result result = terminal.finish();
  CHECK(result.status == 128 + SIGINT);
  CHECK_THAT(result.out, contains("SIGINT") && contains("the run was interrupted"));
}

namespace {

// Of whom is being pressed at: whether it has ended, or its SIGINT is taken.
bool is_over(pid_t pid) {
  const auto stat = proc_stat(pid);
  return !stat || stat->state == 'Z';
}

bool is_pending(pid_t pid) {
  const auto status = proc_status(pid);
  return status && status->state != 'Z' && in_mask(status->shared_pending, SIGINT);
}

// Presses Ctrl-C until procdemo is over. Two are enough where both come within a second, one after
// the other; a full machine may take longer than that to take the second, and two that come before
// the first is taken are one. `before` were pressed until now.
void press_until_over(Terminal& terminal, int before = 0) {
  constexpr int most = 1000;
  for (int pressed = before + 1; pressed <= most && !is_over(terminal.pid()); ++pressed) {
    terminal.type("\x03");
    terminal.read_until("^C", pressed);  // it has come when it is echoed
    std::vector<pid_t> hearing = descendants_of(terminal.pid());
    hearing.push_back(terminal.pid());
    while (std::ranges::any_of(hearing, is_pending)) continue;
  }
}

}  // namespace

TEST_CASE("a program that goes on after Ctrl-C is ended by the second") {
  Terminal terminal({"watch", "--format", "plain", no_colors, "--", "sh", "-c",
                     "trap 'echo caught' INT; echo ready; while :; do read line; done"},
                    80);
  terminal.read_until("| ready");
  terminal.type("\x03");
  terminal.read_until("| caught");
  press_until_over(terminal, 1);
  CHECK(terminal.finish().status == 128 + SIGINT);
}

TEST_CASE("two Ctrl-C within a moment end a program that ignores them, in every kind of run") {
  const std::string loops = PROGRAMS "/loops";
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {"--", loops, "ignore"},
           {"--schedule", "round-robin", "--", loops, "ignore"},
           {"--", "sh", "-c", "trap '' INT; echo ready; yes"},
           {"--", "sh", "-c", "trap '' INT; echo ready; sleep 100"}}) {
    std::vector<std::string> all = {"watch", "--format", "plain", no_colors};
    all.insert(all.end(), words.begin(), words.end());
    Terminal terminal(all, 80);
    CAPTURE(words);
    terminal.read_until("| ready");
    press_until_over(terminal);
    CHECK(terminal.finish().status == 128 + SIGINT);
    CHECK(terminal.echoes());
  }
}

TEST_CASE("SIGTERM and SIGHUP end a run at once") {
  for (const int signal : {SIGTERM, SIGHUP}) {
    Terminal terminal({"fork", "--rounds", "100", "--format", "plain", no_colors}, 80);
    terminal.read_until("sleeps 3 s");
    terminal.send(signal);
    CHECK(terminal.finish().status == 128 + signal);
  }
}

TEST_CASE("standard input is the user's") {
  Terminal terminal(
      {"watch", "--format", "plain", no_colors, "--", "sh", "-c", "echo ask; read a; echo got $a"},
      80);
  terminal.read_until("| ask");
  terminal.type("answer\n");
  CHECK_THAT(terminal.finish().out, contains("| got answer"));
}

TEST_CASE("a program that changed the terminal's settings leaves them as they were") {
  const std::string script = "stty -echo; echo changed; read line";
  Terminal terminal({"watch", "--format", "plain", no_colors, "--", "sh", "-c", script}, 80);
  terminal.read_until("| changed");
  CHECK_FALSE(terminal.echoes());
  SECTION("by its end") {
    terminal.type("\n");
  }
  SECTION("by a signal") {
    terminal.send(SIGTERM);
  }
  SECTION("by its observer's sudden death") {
    terminal.send(SIGKILL);
  }
  terminal.finish();
  CHECK(terminal.echoes());
}

TEST_CASE("the terminal is left as it was, also where it is none of the three descriptors") {
  const std::string observed =
      procdemo_path() + " watch -- sh -c 'stty -echo </dev/tty' </dev/null >/dev/null 2>&1";
  Terminal terminal({"-c", observed + "; echo over"}, 80, {.program = "/bin/sh"});
  CHECK_THAT(terminal.finish().out, contains("over"));
  CHECK(terminal.echoes());
}

TEST_CASE("programs of explore have no terminal of the user's that they could change") {
  Terminal terminal({"explore", "--limit", "1", "--", "sh", "-c", "stty -echo </dev/tty"}, 80);
  terminal.finish();
  CHECK(terminal.echoes());
}

TEST_CASE("groups, sessions and the foreground are as alone under a shell") {
  const std::string program = PROGRAMS "/groups terminal";
  const auto lines = [](const std::string& command) {
    Terminal terminal({"-c", "set -m; " + command + "; read line"}, 80, {.program = "/bin/bash"});
    terminal.read_until("hung up");
    terminal.type("\n");
    const std::string shown = without_returns(terminal.finish().out);
    std::vector<std::string> all;
    for (const char* const each : {"P: in the foreground 1", "P: leads a group 1, setsid EPERM",
                                   "child: leads a group 0, setsid a session", "hung up"}) {
      if (shown.find(each) != shown.npos) all.emplace_back(each);
    }
    return all;
  };
  const std::vector<std::string> alone = lines(program);
  CHECK(alone.size() == 4);
  CHECK(lines(procdemo_path() + " watch --format plain -- " + program) == alone);
}

TEST_CASE("Ctrl-Z stops the program, and procdemo with it, until the shell continues both") {
  const std::string watch = procdemo_path() + " watch --format plain --color=never -- cat";
  const std::string script = "set -m; " + watch + "; echo stopped; fg; echo over";
  Terminal terminal({"-c", script}, 80, {.program = "/bin/bash"});
  terminal.read_until("starts as PID");
  terminal.type("\x1a");
  terminal.read_until("stopped");
  terminal.type("text\n");
  terminal.read_until("| text");
  terminal.type("\x04");
  CHECK_THAT(terminal.finish().out, contains("gets SIGTSTP") && contains("goes on") &&
                                        contains("ends with code 0") && contains("over"));
}

TEST_CASE("Ctrl-Z stops nobody where no shell could continue him, as alone") {
  Terminal terminal({"watch", "--format", "plain", no_colors, "--", "cat"}, 80);
  terminal.read_until("starts as PID");
  terminal.type("\x1a");
  terminal.read_until("^Z");
  terminal.type("text\n");
  terminal.read_until("| text");
  terminal.type("\x04");
  CHECK(terminal.finish().status == 0);
}

TEST_CASE("the foreground goes back to procdemo's group, also when procdemo is killed") {
  const std::string watch = procdemo_path() + " watch --format plain -- cat";
  const std::string again = "; until read line; do :; done; echo got $line";  // not at once: EIO
  Terminal terminal({"-c", watch + again}, 80, {.program = "/bin/bash"});
  terminal.read_until("starts as PID");
  SECTION("by its end") {
    terminal.type("\x04");
    terminal.read_until("ends with code 0");
  }
  SECTION("by its sudden death") {
    send_signal(open_process(children_of(terminal.pid()).at(0)), SIGKILL);
    terminal.read_until("Killed");
  }
  terminal.type("text\n");
  CHECK_THAT(terminal.finish().out, contains("got text"));
}

TEST_CASE("a program's terminals have the size of the user's") {
  for (const std::vector<std::string>& schedule :
       std::vector<std::vector<std::string>>{{}, {"--schedule", "round-robin"}}) {
    std::vector<std::string> words = {"watch", no_colors};
    words.insert(words.end(), schedule.begin(), schedule.end());
    words.insert(words.end(), {"--", "sh", "-c", "stty size <&1; stty size <&2"});
    const std::string shown = Terminal(words, 111).finish().out;
    CHECK_THAT(shown, contains("24 111") && !contains("24 80"));
  }
}

TEST_CASE("a program that made the terminal non-blocking leaves it as it was") {
  const std::string script = "dd iflag=nonblock count=0; echo changed";
  Terminal terminal({"watch", "--format", "plain", no_colors, "--", "sh", "-c", script}, 80);
  CHECK_THAT(terminal.finish().out, contains("| changed"));
  CHECK(terminal.blocks());
}

}  // namespace procdemo::cli::test
