// procdemo progress: what is remembered of a student, shown, taken along and forgotten.
#include <unistd.h>

#include <cctype>
#include <iostream>
#include <stdexcept>
#include <string>
#include <system_error>

#include "base/fd.h"
#include "base/files/pending_file.h"
#include "base/files/user_file.h"
#include "base/problem.h"
#include "cli/commands/subcommand.h"
#include "cli/course/marks.h"
#include "cli/describe/common_options.h"
#include "cli/print.h"
#include "cli/problems.h"
#include "cli/table.h"
#include "cli/words/course.h"
#include "cli/words/help.h"
#include "course/progress_file.h"
#include "lesson/catalogue.h"
#include "show/terminal/escape.h"

namespace procdemo::cli {
namespace {

void export_to(const std::string& path, const Progress& progress, const User& user) try {
  const std::string text = to_text(progress);
  if (is_written_directly(path)) {
    write_all(open_for_writing(path).get(), text);
  } else {
    PendingFile file(path);
    write_all(file.fd(), text);
    file.publish();
  }
  print(paragraph(say(user.language, CourseSays::exported, path), user.width));
} catch (const std::system_error& error) {
  throw Problem(Status::usage, CommandProblem::file_unwritable, {path, error.code().message()});
}

Progress progress_in(const std::string& path) try {
  constexpr std::size_t largest = 4 << 20;  // bytes
  return progress_from(read_user_file(path, largest));
} catch (const std::invalid_argument& error) {
  throw Problem(Status::usage, CourseProblem::progress_unread, {path, error.what()});
} catch (const NewerProgress&) {
  throw Problem(Status::usage, CourseProblem::progress_unread, {path, "version"});
} catch (const std::system_error& error) {
  throw Problem(blame(error.code().value()), LessonProblem::page_unreadable,
                {path, error.code().message()});
}

void import_from(const std::string& path, ProgressFile& file, const User& user) {
  const Progress other = progress_in(path);
  file.change([&](Progress& own) { merge(own, other); });
  if (!file.is_kept()) return;
  const std::string what = say(user.language, CourseSays::imported, path, other.lessons.size());
  print(paragraph(what, user.width));
}

/// Throws Problem where nobody can be asked.
bool agrees(const std::string& lesson, const User& user) {
  if (::isatty(STDIN_FILENO) != 1) {
    throw Problem(Status::usage, CourseProblem::progress_unanswered, {lesson});
  }
  print(say(user.language, CourseSays::forget, lesson));
  std::string answer;
  std::getline(std::cin, answer);
  if (answer.empty()) return false;
  answer[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(answer[0])));
  return answer.starts_with(say(user.language, CourseSays::yes));
}

/// A lesson by any of its names; or one that is gone by now, as it is remembered.
std::string lesson_meant(const std::string& word, const Progress& progress) {
  return progress.lessons.contains(word) ? word : find_lesson(lessons_folder(), word).name;
}

void reset(const std::string& word, bool agreed, ProgressFile& file, const User& user) {
  const Progress before = file.read();
  const std::string lesson = lesson_meant(word, before);
  CourseSays what = CourseSays::unknown_mark;
  if (before.lessons.contains(lesson)) {
    what = agreed || agrees(lesson, user) ? CourseSays::forgotten : CourseSays::kept;
  }
  if (what == CourseSays::forgotten) {
    file.change([&](Progress& progress) {
      progress.lessons.erase(lesson);
      if (progress.at == lesson) progress.at.clear();
    });
    if (!file.is_kept()) return;
  }
  print(paragraph(say(user.language, what, escaped(lesson)), user.width));
}

std::string shown(const Progress& progress, const std::string& path, const User& user) {
  const std::string kept = paragraph(say(user.language, CourseSays::kept_in, path), user.width);
  if (progress.lessons.empty()) {
    return paragraph(say(user.language, CourseSays::nothing), user.width);
  }
  std::vector<Definition> rows;
  for (const auto& [name, marks] : progress.lessons) {
    rows.push_back({name, words_of(marks, user.language)});
  }
  return table(rows, user.width) + "\n" + kept;
}

int progress(const Command& command, const Words& words, const User& user) {
  const Given given = parse(command, words);
  if (given.help) return print_help(command, user);
  check_language(given);

  ProgressFile file;
  if (given.has("import")) {
    import_from(given.text("import"), file, user);
  } else if (given.has("export")) {
    export_to(given.text("export"), file.read(), user);
  } else if (given.has("reset")) {
    reset(given.text("reset"), given.has("yes"), file, user);
  } else {
    const Progress all = file.read();
    print(given.has("json") ? to_text(all) : shown(all, file.path(), user));
  }
  tell_troubles(file, user);
  // Who learns does so without it; but these two were asked to change it, and did not.
  const bool changes = given.has("import") || given.has("reset");
  return static_cast<int>(changes && !file.is_kept() ? Status::not_allowed : Status::ok);
}

}  // namespace

Subcommand progress_command() {
  return {
      .name = "progress",
      .command =
          {.usage = {"procdemo progress [options]", "procdemo progress [选项]"},
           .summary = {"Show what you have done in the course, take it along, or forget it.",
                       "显示学习进度，也可以导出、导入或清除。"},
           .groups = {{in_both(Help::options),
                       {{"json", flag, {"as JSON", "以 JSON 输出"}},
                        {"export",
                         Argument::file(),
                         {"write it to FILE, for another machine", "写入 FILE，带到另一台机器"}},
                        {"import",
                         Argument::file(),
                         {"add what --export has written elsewhere",
                          "并入在别处用 --export 写出的进度"}},
                        {"reset",
                         Argument{.kind = Argument::Kind::lesson, .shown = "LESSON"},
                         {"forget what was done in a lesson; you are asked first",
                          "清除一课的进度；会先问一声"}},
                        {"yes", flag, {"with --reset, do not ask", "与 --reset 同用：不询问"}},
                        language_option()}}}},
      .run = progress};
}

}  // namespace procdemo::cli
