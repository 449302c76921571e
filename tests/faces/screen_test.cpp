// A session on the whole screen, as a user has it: keys in, and what stands there.
#include <algorithm>
#include <csignal>

#include "base/fd.h"
#include "catch.h"
#include "cli/desk.h"
#include "cli/drawn.h"
#include "machine.h"
#include "own_folder.h"

namespace procdemo::cli::test {
namespace {

const std::string leaves_screen = "\x1b[?1049l";
constexpr int rows = 24;  // as Terminal has

bool has_text(const std::string& text, const std::string& what) {
  return text.find(what) != text.npos;
}

// A lesson's session at a terminal of so many columns.
class Stepped {
 public:
  Stepped(const std::string& lesson, int columns, const std::string& language = "en",
          const Desk& desk = {})
      : Stepped(std::vector<std::string>{lesson, "--step", "--lang", language}, columns, desk) {}

  Stepped(const std::vector<std::string>& words, int columns, const Desk& desk = {})
      : columns_(columns), terminal(words, columns, desk) {}

  /// Waits until this stands on the screen; returns all that stands there.
  std::string see(const std::string& text) {
    std::string there;
    terminal.read_until([&](const std::string& shown) {
      there = drawn(shown, columns_, rows);
      return has_text(there, text);
    });
    return there;
  }

  void see_no(const std::string& text) {
    terminal.read_until(
        [&](const std::string& shown) { return !has_text(drawn(shown, columns_, rows), text); });
  }

  std::string press(const std::string& keys, const std::string& until) {
    terminal.type(keys);
    return see(until);
  }

 private:
  int columns_;

 public:
  Terminal terminal;
};

}  // namespace

TEST_CASE("a lesson is stepped on the whole screen, back, to its end, and the token remains") {
  need_tracing();
  Stepped run("fork", 100);
  run.see("Who goes next?");
  run.press("n", "step 1 ");
  run.press(" ", "step 2 ");
  run.press("b", "step 1 ");
  run.press("\x1bOC", "step 2 ");  // an arrow
  run.press("c", "The run is over");
  CHECK_FALSE(run.terminal.echoes());
  run.press("b", "Who goes next?");
  run.press("c", "The run is over");
  run.terminal.type("q");
  const Result result = run.terminal.finish();
  CHECK(result.status == 0);
  const std::size_t left = result.out.rfind(leaves_screen);
  REQUIRE(left != result.out.npos);
  CHECK(has_text(result.out.substr(left), "--schedule fork@"));
  CHECK(run.terminal.echoes());
}

TEST_CASE("at a choice each has its line, what it will do, and a mark in the source") {
  need_tracing();
  for (const std::string language : {"en", "zh"}) {
    CAPTURE(language);
    Stepped run("fork", 120, language);
    run.see(language == "en" ? "Who goes next?" : "下一步由谁运行？");
    const std::string prints = language == "en" ? "prints --2--" : "打印 --2--";
    run.press("n", prints);
    const std::string there = run.see(prints);
    CAPTURE(there);
    CHECK(has_text(there, language == "en" ? "P    line " : "P    第 "));
    CHECK(has_text(there, "fork.cpp"));
    CHECK(has_text(there, "▶"));
    CHECK(has_text(there, "::fork()"));
    run.terminal.type("q");
    CHECK(run.terminal.finish().status == 0);
  }
}

TEST_CASE("what has no room is scrolled, and how much is hidden is said") {
  need_tracing();
  Stepped run("fork", 60);
  run.see("Who goes next?");
  run.press("s", "↑");
  run.press("KKK", "   1  //");
  CHECK_FALSE(has_text(run.press("JJJJJ", "  30  }"), "   1  //"));
  run.press("n", "step 1 ");  // where somebody stands is in the middle again
  run.press("?", "scroll what is shown");
  run.terminal.type("q");
  CHECK(run.terminal.finish().status == 0);
}

TEST_CASE("one pane at a time where it is narrow: Tab turns the pages") {
  need_tracing();
  Stepped run("fork", 60);
  run.see("● P 10000");
  CHECK_FALSE(has_text(run.press("n", "step 1 "), "fork.cpp"));
  run.press("\t", "fork.cpp");
  run.press("\t", "Who made whom");
  run.press("\t", "No watched variable");
  run.press("\t", "Nothing has been asked yet");
  run.press("\t", "● P 10000");
  run.terminal.type("q");
  CHECK(run.terminal.finish().status == 0);
}

TEST_CASE("what was done on the screen is a block that check replays") {
  need_tracing();
  const OwnFolder folder;
  const std::string page = folder.at("page.md");
  Stepped run("multi-fork", 100);
  run.see("Who goes next?");
  run.press("n", "step 1 ");
  run.press(":P.1\r", "step 2 ");
  run.press("b", "step 1 ");
  run.press("\r", "step 2 ");
  run.press("w", "The kernel: /proc/");
  run.press(":c:print\r", "---2---");
  run.press("c", "The run is over");  // a low screen leaves out what a page has behind the end
  run.press("b", "Who goes next?");
  run.press("x" + page + "\r", "was added to");
  run.terminal.type("q");
  CHECK(run.terminal.finish().status == 0);
  CHECK(has_text(read_file(page), "--keys 'n P.1 b P"));
  const Result checked = procdemo({"check", page});
  CAPTURE(read_file(page), checked.out);
  CHECK(checked.status == 0);
}

TEST_CASE("the beginning, and a line for the program, are on the screen, too") {
  need_tracing();
  Stepped run({"watch", "--step", "--", "sh", "-c", "read a; echo got $a"}, 100);
  run.see("Who goes next?");
  run.press("b", "this is the beginning");
  run.terminal.type("itwo words\r");
  run.press("c", "got two words");
  run.terminal.type("q");
  const Result result = run.terminal.finish();
  CHECK(result.status == 0);
  const std::size_t left = result.out.rfind(leaves_screen);
  REQUIRE(left != result.out.npos);
  CHECK(has_text(result.out.substr(left), "\"i two words\""));  // the keys that repeat it
}

TEST_CASE("a step that takes long says so, and Esc gives it up") {
  need_tracing();
  Stepped run({"watch", "--step", "--", "sh", "-c", "while :; do :; done"}, 100);
  run.see("Who goes next?");
  run.press("c", "Esc gives it up");
  run.press("?", "takes a step");  // keys work meanwhile
  run.terminal.type("\x1b");
  run.see_no("Esc gives it up");
  run.terminal.type("q");
  CHECK(run.terminal.finish().status == 0);  // nothing is wrong with it: its reader left
}

TEST_CASE("many short steps take long, too, and Esc gives up those that were to follow") {
  need_tracing();
  Stepped run({"watch", "--step", "--", "sh", "-c", "while :; do (:); done"}, 100);
  run.see("Who goes next?");
  run.press("c", "Esc gives it up");
  run.terminal.type("\x1b");
  run.see_no("Esc gives it up");
  run.press("n", "Who goes next?");
  run.terminal.type("q");
  CHECK(run.terminal.finish().status == 0);
}

TEST_CASE("with the mouse a press chooses, and the wheel scrolls") {
  need_tracing();
  Stepped run("multi-fork", 100);
  run.see("Who goes next?");
  run.press("m", "the wheel scrolls");
  const std::vector<std::string> there = lines_of(run.press("n", "▶ 2  P.1"));
  const auto row = std::ranges::find_if(
      there, [](const std::string& line) { return has_text(line, "P    line"); });
  REQUIRE(row != there.end());
  const std::string at = std::to_string(row - there.begin() + 1);
  const std::string press = "\x1b[<0;5;" + at + "M\x1b[<0;5;" + at + "m";
  run.press(press, "▶ 1  P ");
  run.press(press, "step 2 ");
  run.press("s", "multi-fork.cpp");
  for (int i = 0; i < 10; ++i) run.terminal.type("\x1b[<64;5;5M");
  run.see("   1  //");
  run.terminal.send(SIGKILL);
  run.terminal.read_until("\x1b[?1006;1000l");  // a helper gives it back
  run.terminal.read_until([&](const std::string&) { return run.terminal.echoes(); });
  run.terminal.finish();
}

TEST_CASE("killed by any signal, it leaves the terminal as it was, and nobody behind") {
  need_tracing();
  for (const int signal : {SIGKILL, SIGTERM, SIGHUP}) {
    CAPTURE(signal);
    Stepped run("fork", 100);
    run.see("Who goes next?");
    CHECK_FALSE(run.terminal.echoes());
    run.terminal.send(signal);
    run.terminal.read_until(leaves_screen);
    run.terminal.read_until([&](const std::string&) { return run.terminal.echoes(); });
    run.terminal.finish();
  }
}

TEST_CASE("where there is no such terminal, a session is lines") {
  need_tracing();
  Terminal dumb({"fork", "--step"}, 100, {.environment = {{"TERM", "dumb"}}});
  dumb.read_until("0> ");
  dumb.type("q\n");
  CHECK_FALSE(has_text(dumb.finish().out, "\x1b[?1049h"));
  Terminal narrow({"fork", "--step"}, 50);
  narrow.read_until("0> ");
  narrow.type("q\n");
  CHECK_FALSE(has_text(narrow.finish().out, "\x1b[?1049h"));
}

TEST_CASE("a key that is none, and a name that cannot go on, are said; why is answered") {
  need_tracing();
  Stepped run("fork", 100);
  run.see("Who goes next?");
  run.press("z", "There is no command");
  run.press("P.9\r", "P.9 cannot go on");
  run.press("w", "The kernel: /proc/");
  run.press("\t", "Who goes next?");
  run.press("?", "takes a step");
  run.press("t", "Who made whom");
  run.terminal.type("q");
  CHECK(run.terminal.finish().status == 0);
}

TEST_CASE(
    "what is pasted by mistake is neither kept whole nor shown whole, and sentences keep words") {
  need_tracing();
  const OwnFolder folder;
  Stepped run({"watch", "--step", "--", "sh", "-c", "echo some >written"}, 60,
              {.folder = folder.path()});
  run.see("Who goes next?");
  run.terminal.type(":");
  std::string pasted;
  while (pasted.size() < 1'000) pasted += "0123456789";
  for (const char last : {'a', 'b', 'c', 'd'}) run.press(pasted + last, std::string("89") + last);
  run.press(pasted + "e", "678901");  // so many had room
  run.see_no("9e");
  run.press("\r", "lists them all");
  run.press("c", "The run is over");
  run.terminal.type("q");
  const Result result = run.terminal.finish();
  CHECK(result.status == 0);
  const std::string left = result.out.substr(result.out.rfind(leaves_screen));
  if (!has_text(left, "Written into copies")) SKIP_TEST("the kernel allows no namespaces");
  for (const std::string& line : lines_of(left)) CHECK(line.size() <= 60 + leaves_screen.size());
}

TEST_CASE("a size that changes is followed, also to one in which nothing has room") {
  need_tracing();
  Stepped run("fork", 100);
  run.see("Who goes next?");
  run.terminal.resize(5, 5);
  run.terminal.type("n");
  run.terminal.resize(100, rows);
  run.press("n", "step 2 ");
  run.terminal.type("q");
  CHECK(run.terminal.finish().status == 0);
}

TEST_CASE("without colours the marks tell all that they tell") {
  need_tracing();
  Stepped run("fork", 100, "en", {.environment = {{"NO_COLOR", "1"}}});
  const std::string there = run.see("Who goes next?");
  CHECK(has_text(there, "▶ 1  P"));
  run.terminal.type("q");
  const Result result = run.terminal.finish();
  for (int color = 30; color < 38; ++color) {
    CHECK_FALSE(has_text(result.out, "\x1b[" + std::to_string(color) + "m"));
  }
}

TEST_CASE("Ctrl-Z gives the terminal back for a while, and the screen comes again") {
  need_tracing();
  const std::string job = procdemo_path() + " fork --step; stty -a; echo is stopped; fg";
  Terminal shell({"-mc", job}, 100, {.program = "/bin/sh"});
  const auto sees = [](const std::string& text) {
    return [text](const std::string& shown) { return has_text(drawn(shown, 100, rows), text); };
  };
  shell.read_until(sees("Who goes next?"));
  shell.type("\x1a");
  const std::string stopped = shell.read_until("is stopped");
  CHECK(has_text(stopped.substr(stopped.rfind(leaves_screen)), " echo "));
  shell.read_until("\x1b[?1049h", 2);
  shell.type("n");
  shell.read_until(sees("step 1 "));
  CHECK_FALSE(shell.echoes());
  shell.type("q");
  CHECK(shell.finish().status == 0);
}

}  // namespace procdemo::cli::test
