// procdemo learn: the course, lesson by lesson; and what procdemo alone does at a terminal.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/problem.h"
#include "cli/commands/overview.h"
#include "cli/commands/subcommand.h"
#include "cli/course/class_screen.h"
#include "cli/course/learning.h"
#include "cli/course/marks.h"
#include "cli/course/pages.h"
#include "cli/course/slides.h"
#include "cli/describe/common_options.h"
#include "cli/print.h"
#include "cli/problems.h"
#include "cli/table.h"
#include "cli/words/help.h"
#include "cli/words/learn.h"
#include "cli/words/problem_words.h"
#include "course/problems.h"
#include "course/progress_file.h"
#include "faces/commands.h"
#include "faces/interrupts.h"
#include "faces/keys.h"
#include "lesson/catalogue.h"
#include "show/terminal/escape.h"
#include "show/terminal/glyph.h"
#include "show/terminal/ink.h"
#include "show/terminal/wrap.h"

namespace procdemo::cli {
namespace {

/// Where the reader was last, else the first lesson that is not done, else the first one.
std::string lesson_to_go_on_with(const Progress& progress,
                                 const std::vector<CatalogueEntry>& lessons) {
  const auto is_there = [&](const CatalogueEntry& entry) { return entry.lesson.has_value(); };
  const auto was_last = [&](const CatalogueEntry& entry) { return entry.name == progress.at; };
  const auto is_open = [&](const CatalogueEntry& entry) {
    const auto marks = progress.lessons.find(entry.name);
    return is_there(entry) && (marks == progress.lessons.end() || !marks->second.done);
  };
  for (const auto& fits :
       {std::function<bool(const CatalogueEntry&)>(was_last), {is_open}, {is_there}}) {
    const auto found = std::ranges::find_if(lessons, fits);
    if (found != lessons.end()) return found->name;
  }
  throw Problem(Status::usage, CommandProblem::lesson_missing);
}

// --- procdemo alone ---

/// As much of it as there is room for.
std::string fitted(const std::string& text, int width) {
  if (columns_of(text) <= width) return text;
  return paint(wrap({{text}}, width - 1, Break::anywhere).front(), false) + "…";
}

/// One row: where the reader is, whether it is done, number, name and title; then what was reached,
/// as far as there is room for it.
std::string row_of(const CatalogueEntry& entry, const Progress& progress, const User& user) {
  const auto known = progress.lessons.find(entry.name);
  const LessonMarks marks = known == progress.lessons.end() ? LessonMarks() : known->second;
  const std::string title = entry.lesson ? entry.lesson->title.in(user.language) : "✗";
  std::string row =
      escaped(fmt::format("{}{} {:>2}  {:<13} {}", progress.at == entry.name ? ">" : " ",
                          marks.done ? "✓" : " ", entry.order, entry.name, title));
  const int width = std::max(user.width, 20);
  for (const std::string& reached : short_words_of(marks, user.language)) {
    const std::string more = " · " + reached;
    if (columns_of(row) + columns_of(more) <= width) row += more;
  }
  return fitted(row, width) + "\n";
}

/// As many lessons as there is room for on a screen, beside so many rows, among them the one where
/// Enter leads.
std::string overview_of(const std::vector<CatalogueEntry>& lessons, const std::string& usual,
                        const Progress& progress, const User& user, std::size_t below) {
  constexpr std::size_t blank = 2, least = 4;  // rows
  const std::string heading = paragraph(say(user.language, LearnSays::overview), user.width);
  const std::size_t others = rows_in(heading) + blank + below;
  const auto rows = static_cast<std::size_t>(rows_of_screen());
  const std::size_t room = std::min(std::max(rows, others + least) - others, lessons.size());
  const auto here = static_cast<std::size_t>(
      std::ranges::find(lessons, usual, &CatalogueEntry::name) - lessons.begin());
  const std::size_t first = std::min(here - std::min(here, room / 2), lessons.size() - room);
  std::string text = heading + "\n";
  for (std::size_t i = first; i < first + room; ++i) text += row_of(lessons[i], progress, user);
  return text + "\n";
}

/// Nothing: the reader goes.
std::optional<Lesson> chosen_lesson(Commands& commands, const std::string& usual,
                                    const std::string& prompt, const User& user) {
  const Interrupts interrupts;
  while (true) {
    print(prompt);
    const auto typed = commands.next(interrupts);
    if (!typed || *typed == "q") return std::nullopt;
    const bool blank = typed->find_first_not_of(" \t") == typed->npos;
    try {
      return find_lesson(lessons_folder(), blank ? usual : *typed);
    } catch (const Problem& problem) {
      print(paragraph(say(problem, user.language), user.width));
    }
  }
}

int learn_from(Lesson lesson, Commands& commands, ProgressFile& file, const Style& style,
               const User& user) {
  Learning learning(commands, file, style, user);
  const int status = learning.run(std::move(lesson));
  tell_troubles(file, user);
  return status;
}

/// A run of it that is over before the class sees anything: what is shown can be gone back over.
void teach_class(const Lesson& lesson, const Style& style) {
  if (!faces::Terminal::is_capable()) throw Problem(Status::usage, CourseProblem::class_nowhere);
  print(say(style.language, LearnSays::class_wait) + "\n");
  ClassLesson made(lesson);
  ClassScreen(made, style).run();
}

int learn(const Command& command, const Words& words, const User& user) {
  const Given given = parse(command, words);
  if (given.help) return print_help(command, user);
  const Style style = wanted_style(given, user);
  ProgressFile file;
  const std::string name = given.operands.empty()
                               ? lesson_to_go_on_with(file.read(), list_lessons(lessons_folder()))
                               : given.operands.front();
  if (given.has("class")) {
    teach_class(lesson_named(name), style);
    return 0;
  }
  Commands commands(keys_in(given.text("keys")), STDIN_FILENO);
  return learn_from(lesson_named(name), commands, file, style, user);
}

}  // namespace

int welcome_back(const User& user) {
  const Style style{.language = user.language, .color = user.color, .width = user.width};
  ProgressFile file;
  const Progress progress = file.read();
  tell_troubles(file, user);
  const std::vector<CatalogueEntry> lessons = list_lessons(lessons_folder());
  const std::string usual = lesson_to_go_on_with(progress, lessons);
  const LearnSays key =
      progress.lessons.empty() ? LearnSays::overview_first : LearnSays::overview_key;
  constexpr int typed = 16;  // columns: a lesson's name, and what a terminal shows wide
  std::string prompt =
      paragraph(say(user.language, key, usual), std::max(user.width - typed, typed));
  prompt.back() = ' ';
  print(overview_of(lessons, usual, progress, user, rows_in(prompt) + 1));
  Commands commands({}, STDIN_FILENO);
  auto chosen = chosen_lesson(commands, usual, prompt, user);
  if (!chosen) {
    print("\n");
    return 0;
  }
  return learn_from(*std::move(chosen), commands, file, style, user);
}

Subcommand learn_command() {
  return {
      .name = "learn",
      .command = {.usage = {"procdemo learn [LESSON] [options]", "procdemo learn [课名] [选项]"},
                  .summary = {"Go through a lesson: page, run, what it showed, a task; from where "
                              "you were.",
                              "学一课：课文、运行、结论、任务；从上次停下的地方继续。"},
                  .groups = {{in_both(Help::options),
                              {{"class",
                                flag,
                                {"in front of a class: on the whole screen, key by key, as a "
                                 "clicker has them",
                                 "给全班讲：用整个屏幕，一键一步，可用翻页器"}},
                               {"keys",
                                Argument::text("COMMANDS"),
                                {"commands that come before those that you type, separated by "
                                 "blanks",
                                 "先执行这些命令（用空格分隔），再执行你输入的"}},
                               language_option(),
                               color_option()}}},
                  .operands = 1,
                  .operand = {.kind = Argument::Kind::lesson}},
      .run = learn};
}

}  // namespace procdemo::cli
