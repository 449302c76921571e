#include "course/task.h"

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

#include "base/fd.h"
#include "base/files/pending_file.h"
#include "base/files/user_file.h"
#include "base/problem.h"
#include "course/problems.h"
#include "lesson/catalogue.h"
#include "lesson/problems.h"
#include "lesson/program.h"
#include "lesson/python.h"
#include "lesson/reading/toml.h"

namespace procdemo::course {
namespace {

namespace fs = std::filesystem;

constexpr std::array languages = {TaskLanguage::cpp, TaskLanguage::python};

std::string ending_of(TaskLanguage language) {
  return language == TaskLanguage::cpp ? ".cpp" : ".py";
}

void write_new(const fs::path& file, const std::string& text) try {
  const Fd out = open_file(file.string(), O_WRONLY | O_CREAT | O_EXCL, 0666);
  write_all(out.get(), text);
} catch (const std::system_error& error) {
  throw fs::filesystem_error("write", file, error.code());
}

void fill(const Task& task, const Handout& handout, const std::string& page) {
  fs::copy_file(task.folder / handout.program(), handout.source());
  fs::copy_file(task.folder / "claims.toml", handout.claims());
  write_new(handout.folder / "TASK.md", page);
  write_new(handout.folder / "task.toml",
            "lesson = \"" + task.lesson + "\"\nin = \"" + name_of(handout.language) + "\"\n");
}

TaskLanguage language_in(const Node& node) {
  for (const TaskLanguage language : languages) {
    if (node.text() == name_of(language)) return language;
  }
  throw node.has_to_be(R"("cpp" | "python")");
}

// Whether nothing of the student's, or of anybody elsewhere, is lost there.
bool is_ours_to_replace(const fs::path& place) {
  std::error_code unknown;
  const fs::file_status status = fs::symlink_status(place, unknown);
  if (!fs::exists(status)) return true;
  return fs::is_regular_file(status) && read_user_file(place.string(), 1 << 30)
                                            .starts_with(
                                                "\x7f"
                                                "ELF");
}

// Beside the source under its own name: what a student can run, and a token can name. A folder that
// can't be written to does without.
fs::path put_beside(const fs::path& compiled, const fs::path& place) try {
  const std::string program = read_user_file(compiled.string(), 1 << 30);
  std::error_code missing;
  const bool same = fs::file_size(place, missing) == program.size() &&
                    read_user_file(place.string(), 1 << 30) == program;
  if (same) return place;
  if (!is_ours_to_replace(place)) return compiled;
  PendingFile file(place.string());
  write_all(file.fd(), program);
  fs::permissions("/proc/self/fd/" + std::to_string(file.fd()),
                  fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec,
                  fs::perm_options::add);
  file.publish();
  return place;
} catch (const std::system_error&) {
  return compiled;
} catch (const Problem&) {  // something that can't be read stands there
  return compiled;
}

// A file, of a size that a compiler or an interpreter can be given.
void expect_source(const fs::path& source) try {
  read_user_file(source.string());
} catch (const std::system_error& error) {
  throw Problem(blame(error.code().value()), LessonProblem::page_unreadable,
                {source.string(), error.code().message()});
}

// One of procdemo's own that has a task: its name is part of names of files, and is remembered.
std::string lesson_name_in(const Node& node, const fs::path& file) {
  const std::string name = node.text();
  try {
    const Lesson lesson = find_lesson(lessons_folder(), name);
    if (has_task(lesson)) return lesson.name;
  } catch (const Problem&) {  // there is none of that name
  }
  throw Problem(Status::usage, CourseProblem::task_unknown,
                {file.string(), std::to_string(node.line()), name});
}

}  // namespace

std::string name_of(TaskLanguage language) {
  return language == TaskLanguage::cpp ? "cpp" : "python";
}

std::string Handout::program() const {
  return "task" + ending_of(language);
}

bool has_task(const Lesson& lesson) {
  std::error_code missing;
  return fs::is_regular_file(lesson.folder / "task" / "task.toml", missing);
}

Task load_task(const Lesson& lesson) {
  if (!has_task(lesson)) throw Problem(Status::usage, CourseProblem::task_none, {lesson.name});
  Task task{.folder = lesson.folder / "task",
            .lesson = lesson.name,
            .title = {},
            .asked = {},
            .hints = {}};
  const Node root = parse_toml((task.folder / "task.toml").string());
  root.only({"title", "asked", "hints"});
  task.title = root.at("title").wording();
  task.asked = root.at("asked").wording();
  for (const Node& hint : root.at("hints").elements()) task.hints.push_back(hint.wording());
  return task;
}

std::string solution_of(const Task& task, TaskLanguage language) {
  return read_user_file((task.folder / ("solution" + ending_of(language))).string());
}

Handout hand_out(const Task& task, TaskLanguage language, const fs::path& folder,
                 const std::string& page) {
  Handout handout{folder, task.lesson, language};
  std::error_code failed;
  if (!fs::create_directory(folder, failed)) {
    const bool is_there = !failed || failed == std::errc::file_exists;
    if (is_there) throw Problem(Status::usage, LessonProblem::folder_exists, {folder.string()});
    throw fs::filesystem_error("mkdir", folder, failed);
  }
  try {
    fill(task, handout, page);
  } catch (...) {
    std::error_code gone;
    fs::remove_all(folder, gone);
    throw;
  }
  return handout;
}

Handout handout_in(const fs::path& folder) try {
  const fs::path file = folder / "task.toml";
  const Node root = parse_toml(file.string());
  root.only({"lesson", "in"});
  return {folder, lesson_name_in(root.at("lesson"), file), language_in(root.at("in"))};
} catch (const std::system_error&) {
  throw Problem(Status::usage, CourseProblem::task_elsewhere);
}

std::vector<std::string> command_of(const Handout& handout) {
  expect_source(handout.source());
  if (handout.language == TaskLanguage::python)
    return {find_python().file.string(), handout.program()};
  Lesson program;
  program.folder = handout.folder;
  program.name = "task-" + handout.lesson;
  program.program = handout.program();
  return {put_beside(compiled_program(program), fs::absolute(handout.folder) / "task").string()};
}

}  // namespace procdemo::course
