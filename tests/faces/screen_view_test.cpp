// What stands on the screen, made of a state: rows of text, without a terminal.
#include "faces/screen/view.h"

#include <algorithm>

#include "catch.h"
#include "faces/lines_text.h"
#include "faces/screen/choices.h"
#include "faces/words/lines.h"
#include "faces/words/screen.h"
#include "own_folder.h"
#include "show/terminal/glyph.h"
#include "show/traces.h"
#include "show/word_pairs.h"

namespace procdemo::faces {

namespace {

std::string text_of(const Rich& row) {
  std::string text;
  for (const Piece& piece : row) text += piece.text;
  return text;
}

std::string text_of(const Picture& picture) {
  std::string text;
  for (const Rich& row : picture.rows) text += text_of(row) + "\n";
  return text;
}

// Two processes in front of their next lines, in a file that is there.
struct Stage {
  explicit Stage(Language language = Language::en) : told(language) {
    view.language = language;
    told.begin(trace.run);
    for (const Event& event : trace.events) told.event(event);
    folder.write("fork.cpp",
                 "#include <cstdio>\n\nint main() {\n  ::fork();\n  std::puts(line);\n}\n");
    view.asked = true;
    view.step = 7;
    view.status.now = 3;
    view.status.ready = {{.name = "P.1",
                          .call = "write",
                          .does = intention::Print{1, "--1--\n"},
                          .place = SourcePlace{"fork.cpp", 5}}};
    view.status.waiting = {
        {.name = "P", .call = "wait4", .on = "P.1", .place = SourcePlace{"fork.cpp", 4}}};
  }

  Picture picture(ScreenSize size) { return picture_of(view, told, source, size); }

  OwnFolder folder;
  Trace trace = fork_trace();
  ToldRun told;
  SourceText source{{folder.path()}};
  View view;
};

std::string row_with(const Picture& picture, const std::string& what) {
  for (const Rich& row : picture.rows) {
    if (text_of(row).find(what) != std::string::npos) return text_of(row);
  }
  return "";
}

}  // namespace

TEST_CASE("the screen says all in both languages") {
  check_pairs(english<ScreenSay>(), chinese<ScreenSay>());
  check_pairs(english<LinesSay>(), chinese<LinesSay>());
}

TEST_CASE("every picture has the screen's rows, none wider, and the cursor within") {
  for (const Language language : {Language::en, Language::zh}) {
    Stage stage(language);
    for (const Pane page :
         {Pane::lanes, Pane::source, Pane::tree, Pane::variables, Pane::why, Pane::help}) {
      stage.view.page = page;
      for (const ScreenSize size :
           {ScreenSize{60, 16}, ScreenSize{80, 24}, ScreenSize{120, 40}, ScreenSize{300, 90},
            ScreenSize{5, 5}, ScreenSize{1, 1}, ScreenSize{41, 3}}) {
        CAPTURE(static_cast<int>(page), size.columns, size.rows);
        const Picture picture = stage.picture(size);
        CHECK(std::ssize(picture.rows) == size.rows);
        for (const Rich& row : picture.rows) CHECK(columns_of(row) <= size.columns);
        CHECK((picture.cursor_row >= 0 && picture.cursor_row < size.rows));
        CHECK((picture.cursor_column >= 0 && picture.cursor_column < size.columns));
      }
    }
  }
}

TEST_CASE("what a key does is a column of its own, also where it takes two rows") {
  for (const Language language : {Language::en, Language::zh}) {
    Stage stage(language);
    stage.view.page = Pane::help;
    const Picture picture = stage.picture({60, 40});
    const std::string first = row_with(picture, "x ");
    const auto row =
        std::ranges::find_if(picture.rows, [&](const Rich& one) { return text_of(one) == first; });
    CAPTURE(first, text_of(*std::next(row)));
    CHECK(text_of(*std::next(row)).starts_with(std::string(10, ' ')));
    for (const char* command : {"c:@40", "k INT"}) CHECK(row_with(picture, command) != "");
  }
}

TEST_CASE("a choice is process, line and what it will do; who waits is there with what for") {
  Stage stage;
  const Picture picture = stage.picture({100, 24});
  CHECK_THAT(row_with(picture, "P.1  line 5"), contains("▶ 1  P.1  line 5  prints --1--"));
  CHECK_THAT(row_with(picture, "P waits"), contains("     P    line 4  P waits for P.1"));
  CHECK_THAT(text_of(picture.rows[static_cast<std::size_t>(picture.cursor_row)]),
             contains("prints --1--"));
  CHECK_THAT(text_of(picture.rows[0]), contains("step 7   3.000 s"));
}

TEST_CASE("that there is no input left is said, and what comes again with the next step") {
  for (const Language language : {Language::en, Language::zh}) {
    Stage stage(language);
    const std::string none = show::say(language, LinesSay::no_input);
    CHECK(text_of(stage.picture({100, 24})).find(none) == std::string::npos);
    stage.view.status.ready[0].input = true;
    stage.view.again = done_again_sentence({request::Signal{"SIGINT", ""}}, language);
    const Picture picture = stage.picture({100, 24});
    CHECK_THAT(row_with(picture, "▶ 1  P.1"), contains(none));
    CHECK_THAT(text_of(picture), contains("k INT"));
    CHECK_THAT(text_of(stage.picture({60, 16})), contains("k INT"));
    CHECK_THAT(text_of(picture.rows[static_cast<std::size_t>(picture.cursor_row)]),
               contains("P.1"));
  }
}

TEST_CASE("each process has its mark on its line of the source") {
  Stage stage;
  stage.view.page = Pane::source;
  for (const ScreenSize size : {ScreenSize{120, 40}, ScreenSize{60, 16}}) {
    const Picture picture = stage.picture(size);
    CHECK_THAT(row_with(picture, "std::puts(line)"), contains("P.1 ▶   5    std::puts(line);"));
    CHECK_THAT(row_with(picture, "::fork();"), contains("P   ·   4    ::fork();"));
  }
  stage.view.status.ready[0].place->file = "elsewhere.cpp";
  CHECK_THAT(text_of(stage.picture({60, 16})), contains("elsewhere.cpp was not found"));
  stage.view.status.ready.push_back(stage.view.status.ready[0]);
  const std::string unknown = text_of(stage.picture({60, 16}));
  CHECK(unknown.find("▶   5") == unknown.rfind("▶   5"));  // two on a line, which stands there once
}

TEST_CASE("many names on a line leave room for its code") {
  Stage stage;
  stage.view.page = Pane::lanes;
  const Ready one = stage.view.status.ready[0];
  for (const char* const name : {"P.2", "P.1.1", "P.1.2", "P.2.1"}) {
    stage.view.status.ready.push_back(one);
    stage.view.status.ready.back().name = name;
  }
  const std::string row = row_with(stage.picture({80, 24}), "std::puts");
  CHECK_THAT(row, contains("P.1+4 ") && contains("std::puts"));
}

TEST_CASE("Chinese stands in columns as wide as it is") {
  Stage stage(Language::zh);
  const Picture picture = stage.picture({100, 24});
  CHECK_THAT(row_with(picture, "第 5 行"), contains("▶ 1  P.1  第 5 行  打印 --1--"));
  const std::string waits = row_with(picture, "P 在等待");
  CHECK_THAT(waits, contains("P    第 4 行  P 在等待 P.1"));
  const std::string lanes = row_with(picture, "│ ");
  CHECK_FALSE(lanes.empty());
  // the line between the panes stands in one column
  for (std::size_t i = 1; i < 20; ++i) {
    const std::string text = text_of(picture.rows[i]);
    const std::size_t bar = text.rfind("│");
    if (bar != std::string::npos) CHECK(columns_of(text.substr(0, bar)) == 55);
  }
}

TEST_CASE("of many choices those around the chosen one are shown, and how many more there are") {
  Stage stage;
  const Ready one = stage.view.status.ready[0];
  stage.view.status.ready.assign(30, one);
  for (int i = 0; i < 30; ++i) {
    stage.view.status.ready[static_cast<std::size_t>(i)].name = "P." + std::to_string(i + 1);
  }
  stage.view.chosen = 20;
  const Picture picture = stage.picture({60, 16});
  CHECK_THAT(text_of(picture.rows[static_cast<std::size_t>(picture.cursor_row)]),
             contains("▶ 21 P.21"));
  CHECK_THAT(row_with(picture, "more"), contains("… 19 more above, 9 below"));
  stage.view.chosen = 29;
  CHECK_THAT(row_with(stage.picture({60, 16}), "more"), contains("… 28 more above"));
  stage.view.language = Language::zh;
  CHECK_THAT(row_with(stage.picture({60, 16}), "还有"), contains("…… 上面还有 28 个"));
}

TEST_CASE("who waits for whom is said to its end, where the screen is narrow") {
  Stage stage;
  stage.view.status.waiting[0] = {.name = "P",
                                  .call = "flock",
                                  .on = "/a/folder/with/some/name/B.lock",
                                  .held_by = "P.1",
                                  .place = SourcePlace{"fork.cpp", 4}};
  const Picture picture = stage.picture({60, 16});
  CHECK_THAT(row_with(picture, "P waits for"), contains("     P    line 4  P waits for B.lock"));
  const auto waits = std::ranges::find_if(picture.rows, [](const Rich& row) {
    return text_of(row).find("P waits for") != std::string::npos;
  });
  const std::string below = text_of(*(waits + 1));
  CHECK_THAT(text_of(*waits) + below, contains("depends on") && contains("P.1"));

  // a press on either row of one who can go on is meant for that one
  stage.view.status.ready[0].does = intention::Print{1, std::string(70, 'x') + "\n"};
  const Picture long_choice = stage.picture({60, 16});
  const int first = long_choice.choices_top + 1;
  CHECK(long_choice.at(first, 3).ready == 0);
  CHECK(long_choice.at(first + 1, 30).ready == 0);
  CHECK_FALSE(long_choice.at(first - 1, 3).ready);
  CHECK(long_choice.cursor_row == first);
}

TEST_CASE("what has no room ends in a mark, and how much is hidden is said beside any title") {
  Stage stage;
  stage.trace.run.lesson = "";
  stage.trace.run.command = {std::string(100, 'x')};
  stage.told.begin(stage.trace.run);
  const std::string title = text_of(stage.picture({60, 8}).rows[0]);
  CHECK_THAT(title, contains("… ↑ "));
  stage.view.status.ready.assign(30, stage.view.status.ready[0]);
  stage.view.status.ready[0].does = intention::Print{1, std::string(70, 'x') + "\n"};
  const Picture many = stage.picture({60, 16});
  CHECK_THAT(row_with(many, "prints xxx"), contains("x…"));
  CHECK_THAT(text_of(many), contains("Who goes next?") && contains("… 28 more below"));
  stage.view.chosen = 20;
  CHECK_THAT(text_of(stage.picture({60, 16})), contains("Who goes next?") && contains("▶ 21"));

  stage.view.message = "P.2 cannot go on: there is nobody of that name now who could; P can";
  CHECK_THAT(row_with(stage.picture({60, 16}), "P can"), !contains("cannot"));
  stage.view.prompt = "x " + std::string(70, 'y') + "/end";
  const Picture typed = stage.picture({60, 16});
  CHECK_THAT(row_with(typed, "…y"), contains("y/end"));
  CHECK(typed.cursor_column == 59);
}

TEST_CASE("who goes back sees what still holds, and nothing else") {
  Stage stage;
  const std::string all = text_of(stage.picture({60, 30}));
  REQUIRE(all.find("--1--") != std::string::npos);
  const std::size_t events = stage.trace.events.size();
  stage.told.back(2);
  CHECK(stage.told.events().size() == 2);
  CHECK(stage.told.lanes(60).size() < 6);
  for (std::size_t i = 2; i < events; ++i) stage.told.event(stage.trace.events[i]);
  CHECK(text_of(stage.picture({60, 30})) == all);
}

TEST_CASE("what a program prints cannot touch the screen") {
  Stage stage;
  stage.view.status.ready[0].does = intention::Print{1, "\x1b[2J\xff\u202e\n"};
  stage.view.status.ready[0].name = "P.1";
  stage.view.message = "\x1b]0;x\x07";
  const std::string text = text_of(stage.picture({100, 24}));
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK_THAT(text, contains("prints \\x1b[2J\\xff\\u202e"));
}

TEST_CASE("watched variables stand side by side, as each process last had them") {
  Stage stage;
  const auto value = [](std::int64_t number, const char* page) {
    return event::Value{"num", number, "0x555555558000", page};
  };
  stage.told.event({90, 9, "P", 10'000, value(100, "shared")});
  stage.told.event({91, 9, "P.1", 10'001, value(100, "shared")});
  stage.told.event({92, 9, "P.1", 10'001, value(103, "private")});
  stage.view.page = Pane::variables;
  const Picture picture = stage.picture({60, 24});
  CHECK_THAT(row_with(picture, "0x555555558000"),
             contains("P        100    0x555555558000  shared"));
  CHECK_THAT(row_with(picture, "103"), contains("P.1      103    0x555555558000  private"));
}

TEST_CASE("painted text is taken apart as it was put together") {
  const Rich text = {{"a", {36, true, false}}, {"b"}, {"c", {0, false, true}}};
  CHECK(unpainted(paint(text, true)) == text);
  CHECK(unpainted("").empty());
  CHECK(unpainted("\x1b[").size() <= 1);
}

}  // namespace procdemo::faces
