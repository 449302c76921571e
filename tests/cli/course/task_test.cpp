// Tasks: handed out, checked, solved. That ours are right, and that what is handed out is not, is
// found out with few runs.
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/fd.h"
#include "catch.h"
#include "cli/desk.h"
#include "course/task.h"
#include "lesson/catalogue.h"
#include "lesson/claims_file.h"
#include "own_folder.h"
#include "show/word_pairs.h"

namespace procdemo::cli::test {
namespace {

namespace fs = std::filesystem;

const fs::path own_lessons = BUILD "/lessons";
const fs::path own_programs = BUILD "/tests/cli";

std::vector<Lesson> lessons_with_tasks() {
  std::vector<Lesson> lessons;
  for (const CatalogueEntry& entry : list_lessons(own_lessons)) {
    if (entry.lesson && has_task(*entry.lesson)) lessons.push_back(*entry.lesson);
  }
  return lessons;
}

/// What a program is held to: the status of one order, whose run is in a folder of its own.
int status_under(const std::string& order, const Lesson& lesson,
                 const std::vector<std::string>& program) {
  const OwnFolder folder;
  const fs::path claims = lesson.folder / "task/claims.toml";
  std::vector<std::string> words = {"watch",    "--claims", claims.string(), "--schedule", order,
                                    "--stable", "--format", "plain",         "--"};
  words.insert(words.end(), program.begin(), program.end());
  return procdemo(words, {.folder = folder.path()}).status;
}

/// Not every order shows what is wrong; but one of these does, and under that very one ours is
/// right.
void hold(const Lesson& lesson, const std::vector<std::string>& given,
          const std::vector<std::string>& ours) {
  CAPTURE(lesson.name, given);
  for (const char* order : {"parent-first", "random:2", "random:4", "random:5", "random:6"}) {
    if (status_under(order, lesson, given) != 1) continue;
    CAPTURE(order);
    CHECK(status_under(order, lesson, ours) == 0);
    return;
  }
  FAIL_CHECK("what is handed out is not found to be wrong");
}

/// A student with a folder, and a home of their own.
struct TaskReader {
  OwnFolder home;
  Desk desk{.environment = {{"XDG_STATE_HOME", home.at("state")}}, .folder = home.path()};

  Result operator()(std::vector<std::string> words, const std::string& folder = "") const {
    words.insert(words.begin(), "task");
    Desk there = desk;
    if (!folder.empty()) there.folder = home.at(folder);
    return procdemo(words, there);
  }
};

}  // namespace

TEST_CASE("each lesson but the first three ends with a task, in both languages") {
  const std::vector<Lesson> lessons = lessons_with_tasks();
  CHECK(lessons.size() == list_lessons(own_lessons).size() - 3);
  for (const Lesson& lesson : lessons) {
    INFO(lesson.name);
    const Task task = load_task(lesson);
    CHECK(task.hints.size() >= 2);
    std::vector<Wording> words = task.hints;
    words.insert(words.end(), {task.title, task.asked});
    for (const Claim& claim : load_claims(task.folder / "claims.toml").claims) {
      words.push_back(claim.words);
    }
    for (const Wording& wording : words) {
      CHECK_FALSE(show::has_chinese(wording.en));
      CHECK(show::has_chinese(wording.zh));
    }
    for (const TaskLanguage language : {TaskLanguage::cpp, TaskLanguage::python}) {
      CHECK_FALSE(solution_of(task, language).empty());
    }
  }
}

TEST_CASE("our solutions in C++ are right, and what is handed out is not", "[plain]") {
  for (const Lesson& lesson : lessons_with_tasks()) {
    hold(lesson, {own_programs / (lesson.id + "-task")},
         {own_programs / (lesson.id + "-solution")});
  }
}

TEST_CASE("our solutions in Python are right, and what is handed out is not", "[plain]") {
  for (const Lesson& lesson : lessons_with_tasks()) {
    const fs::path task = lesson.folder / "task";
    const auto script = [&](const char* file) {  // its packages, which no task needs, cost the most
      return std::vector<std::string>{PYTHON, "-I", "-S", task / file};
    };
    hold(lesson, script("task.py"), script("solution.py"));
  }
}

TEST_CASE("a task is handed out, checked, hinted at and solved, and that is remembered") {
  const TaskReader student;
  const Result given = student({"exit"});
  CHECK(given.status == 0);
  CHECK(has(given.out, "cd exit-task && procdemo task"));
  CHECK(student({"exit"}).status == 2);  // there is one
  CHECK(has(read_file(student.home.at("exit-task/TASK.md")), "child ended with 7"));

  for (const std::string& line : lines_of(read_file(student.home.at("exit-task/TASK.md")))) {
    CHECK(line.size() <= 80);
  }

  const Result first = student({}, "exit-task");
  CHECK(first.status == 1);
  CHECK(has(first.out, "every order"));
  const std::string broken = "✗ The parent reaped its child, and got 7";
  CHECK(has(first.out, broken + ": not in 1 of 1 order\n    found none (exactly 1 expected)\n"));
  CHECK(first.out.find(broken) == first.out.rfind(broken));
  CHECK(has(first.out, "The shortest order that shows it"));
  const auto is_to_be_copied = [](const std::string& line) {
    return line.starts_with("  procdemo watch --claims claims.toml --schedule ") &&
           line.ends_with(" -- ./task");
  };
  CHECK(std::ranges::any_of(lines_of(first.out), is_to_be_copied));
  CHECK(has(first.out, "Watching ./task\n"));
  CHECK_FALSE(has(first.out, "[pid"));
  CHECK_FALSE(has(first.out, "[orphan"));

  CHECK_FALSE(has(student({"--hint"}, "exit-task").out, "Hint 2"));
  CHECK(has(student({"--hint"}, "exit-task").out, "Hint 2 of 2"));

  const Result ours = student({"--solution"}, "exit-task");
  student.home.write("exit-task/task.cpp", ours.out);
  const Result second = student({}, "exit-task");
  CHECK(second.status == 0);
  CHECK(has(second.out, "Solved"));
  const Result progress = procdemo({"progress"}, student.desk);
  CHECK(has(progress.out, "exit  task solved (C++), after a look at our solution"));
}

TEST_CASE("a task is told in Chinese, and in Python, too") {
  const TaskReader student;
  CHECK(student({"exit", "mine", "--in", "python", "--lang", "zh"}).status == 0);
  CHECK(has(read_file(student.home.at("mine/TASK.md")), "僵尸进程"));
  CHECK(fs::exists(student.home.at("mine/task.py")));
  CHECK(has(student({"--hint", "--lang", "zh"}, "mine").out, "提示 1/2"));
}

TEST_CASE("what is no task, or none any more, is told with a sentence") {
  const TaskReader student;
  CHECK(has(student({}).err, "no task was handed out in this folder"));
  CHECK(has(student({"program"}).err, "has no task"));
  CHECK(has(student({"exit", "--hint"}).err, "leave the lesson's name out"));
  CHECK(has(student({"frok"}).err, "did you mean 'fork'"));
  REQUIRE(student({"exit"}).status == 0);

  const auto broken = [&](const std::string& file, const std::string& text) {
    student.home.write("exit-task/" + file, text);
    return student({}, "exit-task");
  };
  const Result error = broken("task.cpp", "int main() { return }\n");
  CHECK(error.status == 2);
  CHECK(has(error.err, "does not compile"));
  CHECK(has(broken("task.toml", "lesson = \"exit\"\nin = \"perl\"\n").err, "\"cpp\" | \"python\""));
  CHECK(broken("task.toml", std::string("\0\xff", 2)).status == 2);
}

TEST_CASE("what is to be typed next is written as a shell reads it, whatever a folder is called") {
  const TaskReader student;
  const Result run = student({"fork", "my task's"});
  CHECK(run.status == 0);
  CHECK(has(run.out, R"(cd 'my task'\''s' && procdemo task)"));
  student.home.write("file", "");
  CHECK(has(student({"fork", "file"}).err, "file exists already"));
}

TEST_CASE("strange files in a task's folder are refused with a sentence, and none is lost") {
  const TaskReader student;
  REQUIRE(student({"exit"}).status == 0);
  const std::string folder = student.home.at("exit-task/");
  const auto refuses = [&](const std::string& said) {
    const Result result = student({}, "exit-task");
    INFO(result.err);
    CHECK(result.status == 2);
    CHECK(has(result.err, said));
  };
  fs::rename(folder + "task.cpp", folder + "kept");
  refuses("task.cpp: No such file");
  fs::create_directory(folder + "task.cpp");
  refuses("task.cpp: Is a directory");
  fs::remove(folder + "task.cpp");
  REQUIRE(::mkfifo((folder + "task.cpp").c_str(), 0600) == 0);
  refuses("is a pipe, not a file");
  fs::remove(folder + "task.cpp");
  fs::rename(folder + "kept", folder + "task.cpp");

  student.home.write("notes", "mine");
  fs::create_symlink("../notes", folder + "task");
  CHECK(student({}, "exit-task").status == 1);  // it is compiled, and runs from elsewhere
  CHECK(read_file(student.home.at("notes")) == "mine");
  fs::remove(folder + "task");
  student.home.write("exit-task/task", "mine, too");
  student({}, "exit-task");
  CHECK(read_file(folder + "task") == "mine, too");
  for (const std::string lesson : {"../../x", "mine", "program", ""}) {
    student.home.write("exit-task/task.toml", "lesson = \"" + lesson + "\"\nin = \"cpp\"\n");
    refuses("task.toml:1: '" + lesson + "' is no lesson that has a task");
  }
  CHECK_FALSE(has(procdemo({"progress"}, student.desk).out, "mine"));
}

TEST_CASE("while it is watched, a task is checked whenever it is saved") {
  const TaskReader student;
  REQUIRE(student({"exit"}).status == 0);
  Desk there = student.desk;
  there.folder = student.home.at("exit-task");
  const std::string ours = student({"--solution"}, "exit-task").out;

  Terminal terminal({"task", "--watch"}, 80, there);
  terminal.read_until("Waiting until task.cpp is saved");
  student.home.write("exit-task/task.cpp", "int main() {\n");
  terminal.read_until("does not compile");
  terminal.read_until("Waiting until", 2);
  student.home.write("exit-task/new", ours);  // as editors do
  fs::rename(student.home.at("exit-task/new"), student.home.at("exit-task/task.cpp"));
  terminal.read_until("Solved");
  terminal.read_until("Waiting until", 3);
  terminal.type("\x03");
  CHECK(terminal.finish().status == 130);
}

}  // namespace procdemo::cli::test
