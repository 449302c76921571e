// procdemo task: a small program to change or to complete, handed out and checked.
#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>

#include "base/files/changes.h"
#include "base/files/user_file.h"
#include "base/problem.h"
#include "base/text/lines.h"
#include "base/text/shell_word.h"
#include "cli/commands/subcommand.h"
#include "cli/course/marks.h"
#include "cli/course/task_check.h"
#include "cli/describe/common_options.h"
#include "cli/failure.h"
#include "cli/page_view.h"
#include "cli/print.h"
#include "cli/table.h"
#include "cli/words/help.h"
#include "cli/words/task.h"
#include "course/problems.h"
#include "course/progress_file.h"
#include "course/task.h"
#include "lesson/catalogue.h"
#include "show/terminal/escape.h"

namespace procdemo::cli {
namespace {

namespace fs = std::filesystem;

TaskLanguage wanted_language(const Given& given) {
  return given.choice("in", "cpp") == "python" ? TaskLanguage::python : TaskLanguage::cpp;
}

/// The task's mark, to be changed.
TaskMark& mark_of(Progress& progress, const std::string& lesson) {
  auto& task = progress.lessons[lesson].task;
  return task ? *task : task.emplace();
}

// --- handing out ---

/// A text that is read in a terminal as well: no word is broken there. (Between Chinese characters
/// a terminal breaks as well as anybody.)
std::string page_of(const Task& task, const std::string& program, Language language) {
  std::string text =
      say(language, TaskSays::page, task.title.in(language), task.asked.in(language), program);
  if (language == Language::zh) return text;
  constexpr int columns = 80, indent = 2;
  std::string page;
  std::string_view rest = text;
  for (std::string_view line; next_line(rest, line);) {
    const bool item = line.starts_with("- ");
    const std::string rows =
        paragraph(item ? line.substr(indent) : line, columns, item ? indent : 0);
    page += item ? "- " + rows.substr(indent) : rows;
  }
  return page;
}

int hand_out(const Given& given, ProgressFile& file, const User& user) {
  for (const char* option : {"watch", "hint", "solution"}) {
    if (!given.has(option)) continue;
    throw Problem(Status::usage, CourseProblem::task_kept, {"--" + std::string(option)});
  }
  const Task task = load_task(lesson_named(given.operands[0]));
  const TaskLanguage language = wanted_language(given);
  const std::string folder = given.operands.size() > 1 ? given.operands[1] : task.lesson + "-task";
  const std::string program = Handout{.language = language}.program();
  course::hand_out(task, language, folder, page_of(task, program, user.language));
  file.change([&](Progress& progress) {
    TaskMark& mark = mark_of(progress, task.lesson);
    if (!mark.solved) mark.in = name_of(language);
  });
  const std::string asked = paragraph(task.asked.in(user.language), user.width);
  const std::string where =
      say(user.language, TaskSays::handed_out, escaped(folder), program, shell_word(folder));
  print(asked + "\n" + paragraph(where, user.width));
  return 0;
}

// --- in its folder ---

int give_hint(const Handout& handout, ProgressFile& file, const User& user) {
  const Task task = load_task(lesson_named(handout.lesson));
  std::size_t number = 0;
  file.change([&](Progress& progress) {
    int& hints = mark_of(progress, task.lesson).hints;
    number = static_cast<std::size_t>(std::max(hints, 0));
    hints = static_cast<int>(std::min(number + 1, task.hints.size()));
  });
  std::string text;
  for (std::size_t i = 0; i <= std::min(number, task.hints.size() - 1); ++i) {
    text += paragraph(say(user.language, TaskSays::hint, i + 1, task.hints.size(),
                          task.hints[i].in(user.language)),
                      user.width);
  }
  if (number + 1 >= task.hints.size()) {
    text += paragraph(say(user.language, TaskSays::no_more), user.width);
  }
  print(text);
  return 0;
}

int show_solution(const Handout& handout, ProgressFile& file, const User& user) {
  const Task task = load_task(lesson_named(handout.lesson));
  const std::string source = solution_of(task, handout.language);
  file.change([&](Progress& progress) {
    TaskMark& mark = mark_of(progress, task.lesson);
    mark.seen_solution = mark.seen_solution || !mark.solved;
  });
  if (!user.terminal) {  // for a compiler
    print(source);
    return 0;
  }
  print(say(user.language, TaskSays::solution, handout.program()) + "\n\n" +
        source_view(source, user.width));
  return 0;
}

int check_once(const Handout& handout, ProgressFile& file, const Style& style, const User& user) {
  const int status = check_task(handout, style, user);
  file.change([&](Progress& progress) {
    TaskMark& mark = mark_of(progress, handout.lesson);
    if (status == 0 || !mark.solved) mark.in = name_of(handout.language);
    mark.solved = mark.solved || status == 0;
  });
  tell_troubles(file, user);
  return status;
}

/// What it is made of: other files may change as they like.
std::string text_of(const Handout& handout) {
  std::string text;
  for (const fs::path& part : {handout.source(), handout.claims()}) {
    try {
      text += read_user_file(part.string());
    } catch (const std::system_error&) {  // an editor is about to put it back
      text += '\0';
    }
  }
  return text;
}

/// Until Ctrl-C.
int watch(const Handout& handout, ProgressFile& file, const Style& style, const User& user) {
  const FolderChanges changes(handout.folder.string());
  while (true) {
    const std::string checked = text_of(handout);
    const int status = status_of([&] { return check_once(handout, file, style, user); }, user);
    if (status > 128) return status;
    print("\n" + say(user.language, TaskSays::watching, handout.program()) + "\n\n");
    do {
      changes.wait();
    } while (text_of(handout) == checked);
  }
}

int work_on(const Given& given, ProgressFile& file, const Style& style, const User& user) {
  const Handout handout = handout_in(fs::current_path());
  if (given.has("hint")) return give_hint(handout, file, user);
  if (given.has("solution")) return show_solution(handout, file, user);
  if (given.has("watch")) return watch(handout, file, style, user);
  return check_once(handout, file, style, user);
}

int task(const Command& command, const Words& words, const User& user) {
  const Given given = parse(command, words);
  if (given.help) return print_help(command, user);
  const Style style = wanted_style(given, user);
  ProgressFile file;
  const int status =
      given.operands.empty() ? work_on(given, file, style, user) : hand_out(given, file, user);
  tell_troubles(file, user);
  return status;
}

}  // namespace

Subcommand task_command() {
  return {.name = "task",
          .command =
              {.usage = {"procdemo task [LESSON [DIR]] [options]",
                         "procdemo task [课名 [目录]] [选项]"},
               .summary = {"Get a lesson's task, a program to complete; in its folder: check it.",
                           "领取一课的任务（把程序补充完整）；在任务的目录里：核对。"},
               .groups = {{in_both(Help::options),
                           {{"in",
                             Argument::one_of({"cpp", "python"}),
                             {"in which language (default cpp)", "用哪种语言（默认 cpp）"}},
                            {"watch", flag, {"check it whenever it is saved", "每次保存后都核对"}},
                            {"hint",
                             flag,
                             {"a hint, and a better one the next time",
                              "给一条提示，下一次给得更具体"}},
                            {"solution", flag, {"our own program", "显示参考解答"}},
                            language_option(),
                            color_option()}}},
               .operands = 2,
               .operand = {.kind = Argument::Kind::lesson}},
          .run = task};
}

}  // namespace procdemo::cli
