// What is executed for a lesson. Compiles small programs with the machine's compiler.
#include "lesson/program.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "base/file_problems.h"
#include "catch.h"
#include "lesson/cache.h"
#include "lesson/fixture.h"
#include "lesson/problems.h"

using namespace procdemo::lesson;
using namespace procdemo::lesson::fixture;
namespace fs = std::filesystem;

namespace {

// An environment variable for one scope.
class Variable {
 public:
  Variable(std::string name, const std::string& value) : name_(std::move(name)) {
    if (const char* before = std::getenv(name_.c_str())) before_ = before;
    ::setenv(name_.c_str(), value.c_str(), 1);
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable() {
    if (before_) {
      ::setenv(name_.c_str(), before_->c_str(), 1);
    } else {
      ::unsetenv(name_.c_str());
    }
  }

 private:
  std::string name_;
  std::optional<std::string> before_;
};

Lesson lesson_with(const Folder& folder, const std::string& program) {
  const fs::path path = write_lesson(folder);
  folder.write("01-demo/demo.cpp", program);
  return load_lesson(path);
}

std::string exiting_with(int code) {
  return "int main() {\n  return " + std::to_string(code) + ";\n}\n";
}

int exit_code(const fs::path& program) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::execl(program.c_str(), program.c_str(), nullptr);
    ::_exit(127);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WEXITSTATUS(status);
}

std::size_t entries_in(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("a teacher's program is compiled once, and anew when it has changed") {
  const Folder folder, cache;
  const Variable here("XDG_CACHE_HOME", cache.path().string());

  const fs::path three = compiled_program(lesson_with(folder, exiting_with(3)));
  CHECK(exit_code(three) == 3);
  const auto made = fs::last_write_time(three);
  CHECK(compiled_program(lesson_with(folder, exiting_with(3))) == three);
  CHECK(fs::last_write_time(three) == made);

  const fs::path four = compiled_program(lesson_with(folder, exiting_with(4)));
  CHECK(exit_code(four) == 4);
  CHECK(exit_code(three) == 3);
}

TEST_CASE("a header beside the program is part of it") {
  const Folder folder, cache;
  const Variable here("XDG_CACHE_HOME", cache.path().string());
  const std::string program = "#include \"code.h\"\nint main() {\n  return code;\n}\n";
  folder.write("01-demo/code.h", "constexpr int code = 5;\n");
  CHECK(exit_code(compiled_program(lesson_with(folder, program))) == 5);
  folder.write("01-demo/code.h", "constexpr int code = 6;\n");
  CHECK(exit_code(compiled_program(lesson_with(folder, program))) == 6);
}

TEST_CASE("another compiler under the same name compiles anew") {
  const Folder folder, cache;
  const Variable here("XDG_CACHE_HOME", cache.path().string());
  const auto compiled_by = [&](const std::string& version) {
    const fs::path compiler =
        folder.write("compiler", "#!/bin/sh\nfor word; do test \"$word\" = --version && echo " +
                                     version + " && exit\ndone\nexec c++ \"$@\"\n");
    ::chmod(compiler.c_str(), 0700);
    const Variable chosen("CXX", compiler.string());
    return compiled_program(lesson_with(folder, exiting_with(3)));
  };
  const fs::path first = compiled_by("one");
  CHECK(compiled_by("one") == first);
  CHECK(compiled_by("two") != first);
}

TEST_CASE("the compiler's own words, and nothing left in the cache") {
  const Folder folder, cache;
  const Variable here("XDG_CACHE_HOME", cache.path().string());
  const Lesson lesson = lesson_with(folder, "int main() {\n  return nonsense;\n}\n");
  const Problem problem = problem_of([&] { compiled_program(lesson); });
  CHECK(problem.is(LessonProblem::compile_failed));
  CHECK(problem.args().at(0) == (lesson.folder / "demo.cpp").string());
  CHECK(problem.args().at(1).find("-std=c++20") != std::string::npos);
  CHECK(problem.args().at(2).find("demo.cpp:2") != std::string::npos);
  CHECK(problem.args().at(2).find("nonsense") != std::string::npos);
  CHECK(entries_in(cache.path() / "procdemo") == 0);
}

TEST_CASE("a compiler with no end of words is stopped, told with the first of them") {
  const Folder folder, cache;
  const Variable here("XDG_CACHE_HOME", cache.path().string());
  const fs::path compiler = folder.write(
      "compiler",
      "#!/bin/sh\nfor word; do test \"$word\" = --version && exit\ndone\nexec yes it goes on\n");
  ::chmod(compiler.c_str(), 0700);
  const Variable chosen("CXX", compiler.string());
  const Problem problem =
      problem_of([&] { compiled_program(lesson_with(folder, exiting_with(0))); });
  CHECK(problem.is(LessonProblem::compile_flood));
  CHECK(problem.args().at(2).starts_with("it goes on\n"));
  CHECK(problem.args().at(2).size() < 100);
  CHECK(entries_in(cache.path() / "procdemo") == 0);
}

TEST_CASE("a compiler that is not there is named") {
  const Folder folder, cache;
  const Variable here("XDG_CACHE_HOME", cache.path().string());
  const Variable compiler("CXX", "no-such-compiler -O2");
  const Problem problem =
      problem_of([&] { compiled_program(lesson_with(folder, exiting_with(0))); });
  CHECK(problem.is(LessonProblem::compiler_missing));
  CHECK(problem.args() == std::vector<std::string>{"no-such-compiler"});
}

TEST_CASE("two texts with one hash don't meet in the cache") {
  const Folder cache;
  const Variable here("XDG_CACHE_HOME", cache.path().string());
  const auto make = [](const fs::path& program) { fs::create_symlink("/bin/true", program); };
  const fs::path first = cached("demo", "one text", make);
  const fs::path content = first.parent_path() / "content";
  fs::remove(content);
  std::ofstream(content).close();  // as if another text had come to the same place
  const fs::path second = cached("demo", "one text", make);
  CHECK(second != first);
  CHECK(cached("demo", "one text", make) == second);
}

TEST_CASE("whoever finishes second takes what the first has made") {
  const Folder cache;
  const Variable here("XDG_CACHE_HOME", cache.path().string());
  const auto make = [](const fs::path& program) { fs::create_symlink("/bin/true", program); };
  fs::path other;
  const fs::path own = cached("demo", "one text", [&](const fs::path& program) {
    other = cached("demo", "one text", make);
    make(program);
  });
  CHECK(own == other);
  CHECK(entries_in(cache.path() / "procdemo") == 1);
}

TEST_CASE("a half-made entry that a kill left is not used") {
  const Folder cache;
  const Variable here("XDG_CACHE_HOME", cache.path().string());
  const auto make = [](const fs::path& program) { fs::create_symlink("/bin/true", program); };
  const fs::path program = cached("demo", "one text", make);
  fs::remove(program);
  const fs::path anew = cached("demo", "one text", make);
  CHECK(anew != program);
  CHECK(fs::exists(anew));
}

TEST_CASE("a cache that others may write into is not used") {
  const Folder cache;
  const Variable here("XDG_CACHE_HOME", cache.path().string()), home("HOME", cache.path().string());
  fs::create_directory(cache.path() / "procdemo");
  REQUIRE(::chmod((cache.path() / "procdemo").c_str(), 0777) == 0);
  CHECK(cache_folder() == cache.path() / ".cache" / "procdemo");
}

TEST_CASE("a lesson of procdemo's own runs the program beside its source") {
  const Folder folder;
  const Lesson lesson = lesson_with(folder, exiting_with(0));
  CHECK(problem_of([&] { built_program(lesson); }).is(ProgramProblem::not_found));
  folder.write("01-demo/demo", "#!/bin/sh\n");
  CHECK(problem_of([&] { built_program(lesson); }).is(ProgramProblem::not_executable));
  fs::permissions(lesson.folder / "demo", fs::perms::owner_all);
  CHECK(built_program(lesson) == lesson.folder / "demo");
}

TEST_CASE("a command in the folder is executed as it is") {
  const Folder folder;
  const fs::path path =
      write_lesson(folder, "01-demo", changed("\"demo.cpp\"\ntitle", "\"demo.sh\"\ntitle"));
  folder.write("01-demo/demo.sh", "#!/bin/sh\n: int main\n: return\nexit 7\n");
  const Lesson lesson = load_lesson(path);
  CHECK(problem_of([&] { compiled_program(lesson); }).is(ProgramProblem::not_executable));
  fs::permissions(path / "demo.sh", fs::perms::owner_all);
  CHECK(compiled_program(lesson) == path / "demo.sh");
  CHECK(exit_code(built_program(lesson)) == 7);
}
