// A lesson in front of a class: key by key, held at its questions.
#include <csignal>
#include <string>

#include "catch.h"
#include "cli/desk.h"
#include "cli/drawn.h"
#include "own_folder.h"

namespace procdemo::cli::test {
namespace {

constexpr int rows = 24;

/// A class, and the keys of its teacher.
class Lecture {
 public:
  Lecture(const std::string& lesson, int columns, const std::string& language = "en")
      : columns_(columns),
        terminal_({"learn", lesson, "--class", "--lang", language}, columns,
                  {.environment = {{"XDG_STATE_HOME", home_.path()}}}) {
    sees(language == "zh" ? "后退" : "left: back");
  }

  /// Waits until that stands on the screen.
  void sees(const std::string& text) {
    INFO(text);
    terminal_.read_until([&](const std::string& shown) {
      screen_ = drawn(shown, columns_, rows);
      return has(screen_, text);
    });
  }
  /// Waits until it does not: a screen is drawn piece by piece.
  void sees_no(const std::string& text) {
    INFO(text);
    terminal_.read_until([&](const std::string& shown) {
      screen_ = drawn(shown, columns_, rows);
      return !has(screen_, text);
    });
  }
  void press(const std::string& keys) const { terminal_.type(keys); }
  void on_to(const std::string& text) {
    press("\x1b[6~");
    sees(text);
  }
  void back_to(const std::string& text) {
    press("\x1b[5~");
    sees(text);
  }
  const std::string& screen() const { return screen_; }
  Result end() {
    press("q");
    return terminal_.finish();
  }
  bool echoes() const { return terminal_.echoes(); }

 private:
  int columns_;
  OwnFolder home_;
  Terminal terminal_;
  std::string screen_;
};

}  // namespace

TEST_CASE("in front of a class nothing is shown before a key, and a clicker goes on and back") {
  Lecture lecture("pid", 80);
  CHECK_FALSE(has(lecture.screen(), "Look at"));
  CHECK_FALSE(lecture.echoes());
  lecture.press(" ");
  lecture.sees("Look at");
  lecture.press("\x1bOC");  // right
  lecture.sees("#include");
  lecture.on_to("further down");
  lecture.press("s");
  lecture.sees("Predict");
  lecture.press("s");
  lecture.sees("Now run it: procdemo pid\n");
  lecture.press("\x1bOB");  // down: the run, a step at a time
  lecture.sees("round-robin");
  lecture.press("s");
  lecture.sees("What it shows");
  lecture.press("\x1bOD");  // left: back, as it was
  lecture.sees("The answer");
  CHECK(lecture.end().status == 0);
  CHECK(lecture.echoes());
  CHECK(has(procdemo({"learn", "pid", "--class"}).err, "60 columns by 16 rows"));
}

TEST_CASE("a class votes at a question, and sees its votes, then the answer and what shows it") {
  Lecture lecture("fork", 80);
  lecture.press("s");
  lecture.sees("Look at");
  lecture.press("s");
  lecture.sees("Votes: a 12 b 7, Enter");
  lecture.press("d 12\r");  // there is no d: a blank behind it does not go on
  lecture.sees("These are no votes");
  lecture.press("\x7f\x7f\x7f\x7f");
  lecture.sees("Votes: a 12 b 7, Enter");
  lecture.press("a 12 x\r");
  lecture.sees("These are no votes");
  lecture.press(
      "\x7f"
      "c 7");
  lecture.sees("Votes: a 12 c 7\n");
  lecture.on_to("█ 12\n");
  lecture.sees("     0\n");
  lecture.sees_no("✓");
  lecture.on_to("✓ c  either");
  lecture.sees("Not so: a, the parent, always.");
  lecture.sees("procdemo fork --schedule fork:");
  lecture.back_to("Votes: a 12 b 7, Enter");
  lecture.sees("█ 12\n");  // they are kept
  lecture.sees_no("✓");
}

TEST_CASE("the run is held where a question is about what comes next; without votes it goes on") {
  Lecture lecture("fork", 80);
  for (int part = 0; part < 3; ++part) lecture.press("s");
  lecture.sees("Now run it");
  for (int step = 0; step < 4; ++step) lecture.press(" ");
  lecture.sees("fork() return in the child?");
  lecture.sees("· The run\n");
  lecture.on_to("✓ b  0");
  lecture.on_to("fork() returned 0 here");
  lecture.sees_no("--1--");
  lecture.back_to("✓ b  0");
  lecture.back_to("Votes:");
  lecture.back_to("● P 10000");
}

TEST_CASE("a clicker blanks the screen until the next key, and is caught nowhere") {
  Lecture lecture("fork", 80);
  lecture.press("s");
  lecture.sees("· Look at");
  lecture.press(".");
  lecture.sees_no("Look at");
  lecture.press("\x1b[6~");  // nothing but the light
  lecture.sees("`fork()` stands once");
  lecture.press("b");
  lecture.sees_no("Look at");
  lecture.press(" ");
  lecture.sees("`fork()` stands once");
  lecture.press("\x1b[15~s");  // F5
  lecture.sees("Votes: a 12 b 7");
  lecture.press("b");  // a clicker's other black
  lecture.sees("Votes: b\n");
  lecture.on_to("These are no votes");
  lecture.on_to("✓ c  either");
}

TEST_CASE("what was foretold is answered behind the run; and in 60 columns, in Chinese") {
  Lecture lecture("program", 60, "zh");
  lecture.press("s");
  lecture.sees("看什么");
  lecture.press("s");
  lecture.sees("投票：6 12 8 7，回车");
  lecture.press("2 30 １７：9\r");
  lecture.sees("  17  ███");
  lecture.sees("  2   ████");  // one below the other
  lecture.sees("看运行，答案自会出现");
  lecture.on_to("来运行它：procdemo program");
  lecture.press("s");
  lecture.sees("说明了什么");
  lecture.back_to("答案：1。");
  lecture.back_to("投票：");
  lecture.back_to("答案：3。");
}

}  // namespace procdemo::cli::test
