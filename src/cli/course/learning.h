// A lesson gone through as lines: text that is only ever added to, and a key, which is a line,
// after each screen. It can be read aloud by a screen reader, scripted, and go through a pipe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/course/bookmark.h"
#include "cli/course/lesson_quiz.h"
#include "cli/course/pager.h"
#include "cli/course/slides.h"
#include "cli/room.h"
#include "cli/user.h"
#include "cli/words/learn.h"
#include "course/path.h"
#include "course/progress_file.h"
#include "faces/commands.h"
#include "faces/interrupts.h"
#include "lesson/lesson.h"
#include "show/narrator.h"

namespace procdemo::cli {

class Learning {
 public:
  /// All of these live longer.
  Learning(Commands& commands, ProgressFile& progress, const Style& style, const User& user);

  /// From one lesson to the next, until the reader ends it, or there is nobody any more. Returns
  /// procdemo's exit status.
  int run(Lesson lesson);

 private:
  enum class Then { stay, show, quit };

  void open(Lesson lesson);
  std::vector<std::size_t> stops() const;
  std::optional<std::string> next_command();
  bool is_command(const std::string& typed) const;
  void show();
  bool has_seen_run() const;
  LearnSays run_keys() const;
  std::string prompt();
  void tell_keys();
  Then answer(const std::string& typed);
  Then go_on();
  Then perform(const std::string& typed);
  Then turn_to(Part part);
  Then turn_to_lesson(const std::string& name);
  Then run_lesson(bool in_steps);
  Then has_run(const LessonQuiz::Ran& ran);
  Then hint();
  void look_at_claims();
  void arrive();
  void say_line(const std::string& text);
  template <class... Args>
  std::string words(LearnSays what, const Args&... args) const;

  Commands& commands_;
  ProgressFile& progress_;
  const Style& style_;
  const User& user_;
  std::optional<Lesson> lesson_;
  const Interrupts interrupts_;
  Pager pager_;
  std::optional<Slides> slides_;
  std::optional<LessonQuiz> quiz_;
  std::optional<Path> path_;
  std::optional<Bookmark> bookmark_;
  std::optional<Lesson> next_;  // where Enter leads from the end of this one
  bool has_run_ = false;        // this lesson, here
  bool asks_ = false;           // a question is shown next
  bool knows_keys_ = false;
};

/// The lesson after this one; nothing after the last.
std::optional<Lesson> lesson_after(const Lesson& lesson);

}  // namespace procdemo::cli
