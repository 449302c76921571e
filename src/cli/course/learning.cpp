#include "cli/course/learning.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <utility>

#include "base/problem.h"
#include "base/text/lines.h"
#include "base/text/number_in.h"
#include "cli/course/kept_run.h"
#include "cli/course/marks.h"
#include "cli/table.h"
#include "cli/words/learn.h"
#include "cli/words/problem_words.h"
#include "cli/words/task.h"
#include "course/task.h"
#include "lesson/catalogue.h"
#include "show/terminal/escape.h"
#include "show/terminal/ink.h"

namespace procdemo::cli {
namespace {

/// Heading, prompt and a blank row or two stand beside a page's text.
SlideSize size_of_pages(const Style& style) {
  constexpr int others = 6, least = 4;
  return {std::max(style.width, 20), std::max(rows_of_screen() - others, least)};
}

std::string trimmed(std::string text) {
  constexpr const char* blanks = " \t\r\n\v\f";
  text.erase(0, std::min(text.find_first_not_of(blanks), text.size()));
  text.erase(text.find_last_not_of(blanks) + 1);
  return text;
}

/// Where nobody's choice matters: what holds, holds in every order.
Words quiet_words(const Lesson& lesson) {
  return {lesson.name, "--schedule", "round-robin", "--format", "plain"};
}

}  // namespace

std::optional<Lesson> lesson_after(const Lesson& lesson) {
  for (CatalogueEntry& entry : list_lessons(lessons_folder())) {
    if (entry.order > lesson.order && entry.lesson) return std::move(entry.lesson);
  }
  return std::nullopt;
}

Learning::Learning(Commands& commands, ProgressFile& progress, const Style& style, const User& user)
    : commands_(commands),
      progress_(progress),
      style_(style),
      user_(user),
      pager_(style, user.terminal, {commands, interrupts_, [this](const std::string& typed) {
                                      return is_command(trimmed(typed));
                                    }}) {}

template <class... Args>
std::string Learning::words(LearnSays what, const Args&... args) const {
  return say(style_.language, what, args...);
}

void Learning::say_line(const std::string& text) {
  pager_.show_whole(paragraph(text, style_.width));
}

void Learning::open(Lesson lesson) {
  slides_.reset();  // they speak of the lesson before
  quiz_.reset();
  lesson_ = std::move(lesson);
  next_ = lesson_after(*lesson_);
  slides_.emplace(*lesson_, style_, size_of_pages(style_));
  quiz_.emplace(*lesson_, LessonQuiz::Reader{pager_, progress_, style_, user_,
                                             [this](const std::string& typed) {
                                               return is_command(trimmed(typed));
                                             }});
  has_run_ = false;
  bookmark_.emplace(progress_, lesson_->name);
  const std::string place = bookmark_->place();
  path_.emplace(stops(), place_from(place));
  if (!place.empty()) say_line(words(LearnSays::resumed, lesson_->name));
  arrive();
}

std::vector<std::size_t> Learning::stops() const {
  std::vector<std::size_t> stops = slides_->counts();
  stops.at(static_cast<std::size_t>(Part::predict)) = quiz_->predictions();
  return stops;
}

/// A question is passed by Enter, which goes on; answered, it leaves its reader where they are.
std::optional<std::string> Learning::next_command() {
  if (std::exchange(asks_, false)) {
    const Asked asked = quiz_->predict(path_->place().stop);
    if (!asked.answer) return asked.is_gone ? std::nullopt : std::optional(asked.left_by);
  }
  return pager_.ask(prompt());
}

/// Beside a question: a number is somebody's try at an answer, and no lesson's.
bool Learning::is_command(const std::string& typed) const {
  constexpr std::array keys = {"b", "back", "s", "q", "r", "step"};
  if (std::ranges::count(keys, typed) != 0 || part_named(typed)) return true;
  if (number_in<int>(typed)) return false;
  try {
    find_lesson(lessons_folder(), typed);
    return true;
  } catch (const Problem&) {
    return false;
  }
}

int Learning::run(Lesson lesson) {
  open(std::move(lesson));
  show();
  while (true) {
    const auto typed = next_command();
    if (!typed) break;
    const Then then = answer(trimmed(*typed));
    tell_troubles(progress_, user_);
    if (then == Then::quit) break;
    if (then == Then::show) show();
  }
  const LearnSays left = progress_.is_kept() ? LearnSays::kept : LearnSays::unkept;
  say_line(words(left, lesson_->name, text_of(path_->place())));
  return commands_.was_interrupted() ? 128 + SIGINT : 0;
}

// --- what is seen ---

void Learning::show() {
  const PathPlace place = path_->place();
  const Slide slide = slides_->at(place);
  const std::string title = lesson_->title.in(style_.language) + " · " + slide.heading;
  std::string text = "\n" + paint({{title, bold}}, style_.color) + "\n";
  if (place.part != Part::predict) text += "\n";  // a question brings its own
  for (const std::string& part : slide.reveals) text += part;
  pager_.show_whole(text);
  asks_ = place.part == Part::predict;
  if (place.part == Part::run) {
    say_line("\n" + words(run_keys()));
  }
  if (place.part == Part::task) {
    const bool solved = bookmark_->has_solved_task();
    say_line("\n" + words(solved ? LearnSays::task_solved : LearnSays::task_prompt));
  }
  const bool last = path_->number() + 1 == path_->size();
  if (last) {
    say_line("\n" +
             (next_ ? words(LearnSays::last_prompt, next_->name) : words(LearnSays::all_done)));
  }
}

/// This lesson's, here, and it has told of all that was foretold.
bool Learning::has_seen_run() const {
  return has_run_ && !quiz_->has_foretold();
}

LearnSays Learning::run_keys() const {
  const bool live = lesson_->live_only;
  if (has_seen_run()) return live ? LearnSays::has_run_live : LearnSays::has_run;
  return live ? LearnSays::run_prompt_live : LearnSays::run_prompt;
}

std::string Learning::prompt() {
  const PathPlace place = path_->place();
  const std::size_t in_part = stops().at(static_cast<std::size_t>(place.part));
  const LearnSays what =
      std::exchange(knows_keys_, true) ? LearnSays::prompt_again : LearnSays::prompt;
  return "\n" + words(what, lesson_->name, name_of(place.part), place.stop + 1, in_part);
}

void Learning::tell_keys() {
  const std::string all = words(LearnSays::help);
  std::string_view rest = all;
  std::vector<Definition> rows;
  for (std::string_view line; next_line(rest, line);) {
    const std::size_t tab = line.find('\t');
    rows.push_back({std::string(line.substr(0, tab)), std::string(line.substr(tab + 1))});
  }
  pager_.show_whole(table(rows, style_.width));
}

// --- what is typed ---

Learning::Then Learning::answer(const std::string& typed) {
  if (typed.empty() || typed == "n") return go_on();
  if (typed == "q") return Then::quit;
  if (const auto part = part_named(typed)) return turn_to(*part);
  return perform(typed);
}

Learning::Then Learning::perform(const std::string& typed) {
  if (typed == "?" || typed == "？") {
    tell_keys();
    return Then::stay;
  }
  if (typed == "hint") return hint();
  if (typed == "step" || typed == "r") return run_lesson(typed == "step");
  const bool back = typed == "b" || typed == "back";
  if (!back && typed != "s") return turn_to_lesson(typed);
  const bool moved = back ? path_->back() : path_->skip();
  if (!back && !moved) return go_on();
  if (!moved) say_line(words(LearnSays::at_beginning));
  arrive();
  return moved ? Then::show : Then::stay;
}

Learning::Then Learning::go_on() {
  if (path_->place().part == Part::run && !has_seen_run()) return run_lesson(false);
  if (path_->on()) {
    arrive();
    return Then::show;
  }
  bookmark_->take_out(next_ ? next_->name : lesson_->name);
  say_line(words(LearnSays::lesson_done, lesson_->name));
  if (!next_) return Then::quit;
  open(*std::exchange(next_, std::nullopt));
  return Then::show;
}

Learning::Then Learning::turn_to(Part part) {
  if (part == Part::claims) look_at_claims();
  if (!path_->go_to(part)) {
    say_line(words(LearnSays::no_such_part, name_of(part)));
    return Then::stay;
  }
  arrive();
  return Then::show;
}

Learning::Then Learning::turn_to_lesson(const std::string& name) try {
  open(find_lesson(lessons_folder(), name));
  return Then::show;
} catch (const Problem&) {
  say_line(words(LearnSays::no_such_key, escaped(name)));
  return Then::stay;
}

/// With its questions; in steps, and where nothing can be asked, as if it had been typed.
Learning::Then Learning::run_lesson(bool in_steps) {
  if (in_steps && lesson_->live_only) {
    say_line(words(LearnSays::no_steps, lesson_->name));
    return Then::stay;
  }
  if (!in_steps && quiz_->asks()) return has_run(quiz_->run());
  Words run = {lesson_->name};
  if (in_steps) run.emplace_back("--step");
  if (!in_steps && !lesson_->live_only) run.insert(run.end(), {"--speed", "10"});
  run.insert(run.end(), {"--lang", style_.language == Language::zh ? "zh" : "en"});
  if (!style_.color) run.insert(run.end(), {"--color", "never"});
  const KeptRun kept = keep_run(run, false);
  pager_.fill();
  return has_run(quiz_->after(kept.trace));
}

/// Its reader has the end of it before their eyes, until a key is pressed.
Learning::Then Learning::has_run(const LessonQuiz::Ran& ran) {
  slides_->know(ran.trace);
  path_.emplace(stops(), PathPlace{Part::run, 0});
  has_run_ = true;
  arrive();
  if (ran.is_gone) return Then::quit;
  if (!ran.left_by.empty()) return answer(ran.left_by);
  say_line("\n" + words(run_keys()));
  return Then::stay;
}

void Learning::arrive() {
  if (path_->place().part == Part::claims) look_at_claims();
  bookmark_->put(path_->place());
}

/// Claims are told with what shows them: of the reader's run, else of one that nobody sees.
void Learning::look_at_claims() {
  if (slides_->knows_run() || lesson_->live_only) return;
  slides_->know(keep_run(quiet_words(*lesson_), true).trace);
  path_.emplace(stops(), path_->place());
}

Learning::Then Learning::hint() {
  if (path_->place().part != Part::task) {
    say_line(words(LearnSays::no_hint));
    return Then::stay;
  }
  const Task task = load_task(*lesson_);
  const std::size_t number = std::min(bookmark_->hints(), task.hints.size() - 1);
  say_line(say(style_.language, TaskSays::hint, number + 1, task.hints.size(),
               task.hints[number].in(style_.language)));
  if (bookmark_->hints() > number) say_line(say(style_.language, TaskSays::no_more));
  bookmark_->note_hints(number + 1);
  return Then::stay;
}

}  // namespace procdemo::cli
