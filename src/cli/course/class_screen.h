// A lesson in front of a class, on the whole of a terminal: key by key, as a presenter's clicker
// has them, forward and back. Nothing is shown before a key is pressed, and nothing moves by
// itself. At a question the teacher may type how the class has voted.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/course/class_deck.h"
#include "cli/course/class_question.h"
#include "cli/room.h"
#include "faces/screen/terminal.h"
#include "show/narrator.h"

namespace procdemo::cli {

class ClassScreen {
 public:
  /// The lesson lives longer. Throws std::system_error where there is no such terminal.
  ClassScreen(ClassLesson& lesson, const Style& style);

  /// Until the teacher ends it.
  void run();

 private:
  void make_deck();
  void press(const Key& key);
  void press(Named key);
  void type(char32_t typed);
  bool types_votes(char32_t typed) const;
  void take_votes();
  void on();
  void back();
  void skip();
  void turn_to(std::size_t slide, std::size_t shown);
  std::size_t reveals() const;
  std::string text() const;
  std::string last_row() const;
  Picture picture() const;
  ClassQuestion& question() { return lesson_.questions()[deck_[at_].question]; }
  const ClassQuestion& question() const { return lesson_.questions()[deck_[at_].question]; }

  ClassLesson& lesson_;
  Style style_;
  faces::Terminal terminal_;
  ScreenSize size_;
  std::vector<ClassSlide> deck_;
  ClassPages pages_;       // of the question that is shown
  std::size_t at_ = 0;     // of the deck
  std::size_t shown_ = 0;  // of its reveals; 0: the lesson has not begun
  bool over_ = false;
  bool is_blank_ = false;  // the class looks at its teacher: until a key is pressed
  bool quits_ = false;
  std::string typed_;      // votes, until they are taken
  bool no_votes_ = false;  // what was typed is none
};

}  // namespace procdemo::cli
