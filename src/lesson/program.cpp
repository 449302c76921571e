#include "lesson/program.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "base/fd.h"
#include "base/file_problems.h"
#include "base/files/user_file.h"
#include "base/problem.h"
#include "lesson/cache.h"
#include "lesson/catalogue.h"
#include "lesson/compiler.h"
#include "lesson/problems.h"
#include "lesson/python.h"

namespace procdemo::lesson {

namespace {

namespace fs = std::filesystem;

bool is_source(const Lesson& lesson) {
  return lesson.program.ends_with(".cpp");
}

// Absolute, since the program may be started in another folder.
fs::path executable(const fs::path& given) {
  const fs::path file = fs::absolute(given).lexically_normal();
  if (!fs::exists(file)) {
    throw Problem(Status::usage, ProgramProblem::not_found, {file.string()});
  }
  if (fs::is_directory(file)) {
    throw Problem(Status::usage, ProgramProblem::is_folder, {file.string()});
  }
  if (::access(file.c_str(), X_OK) != 0) {
    throw Problem(Status::usage, ProgramProblem::not_executable, {file.string()});
  }
  return file;
}

// C++ files beside the program's: it may include them.
std::vector<fs::path> sources_in(const fs::path& folder) {
  constexpr std::array<std::string_view, 4> endings = {".cpp", ".h", ".hpp", ".inc"};
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string ending = entry.path().extension().string();
    const bool source = std::ranges::find(endings, ending) != endings.end();
    if (source && entry.is_regular_file()) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

// How the compiler is told of our library, and which one that is: another one makes another
// program.
struct Library {
  std::vector<std::string> headers;  // options before the source
  std::vector<std::string> archive;  // and after it
  std::string version;
};

Library find_library() {
  const fs::path folder = library_folder();
  const fs::path archive = folder / "libmultiprocess.a";
  Library library{{"-I", folder.string()}, {archive.string(), "-pthread"}, ""};
  std::error_code missing;  // the compiler will say so
  const auto time = fs::last_write_time(archive, missing).time_since_epoch().count();
  library.version =
      fmt::format("{} {} {}", archive.string(), fs::file_size(archive, missing), time);
  return library;
}

// All that the program is made of, as one text.
std::string content_of(const Lesson& lesson, const std::vector<std::string>& command,
                       const Library& library) {
  return fmt::format("{} {}\n{}\n{}\n", fmt::join(command, " "), lesson.program,
                     version_of(command), library.version) +
         sources_of(lesson);
}

}  // namespace

fs::path built_path(const Lesson& lesson) {
  const fs::path file = lesson.folder / lesson.program;
  return is_source(lesson) ? fs::path(file).replace_extension() : file;
}

fs::path built_program(const Lesson& lesson) {
  return executable(built_path(lesson));
}

fs::path library_folder() {
  return lessons_folder() / "library";
}

bool uses_library(const Lesson& lesson) {
  return std::ranges::any_of(sources_in(lesson.folder), [](const fs::path& file) {
    return read_user_file(file.string()).find("#include \"multiprocess/") != std::string::npos;
  });
}

std::string sources_of(const Lesson& lesson) {
  std::string content;
  for (const fs::path& file : sources_in(lesson.folder)) {
    const std::string text = read_user_file(file.string());
    content += fmt::format("--- {}, {} bytes\n{}\n", file.filename().string(), text.size(), text);
  }
  return content;
}

fs::path compiled_program(const Lesson& lesson) {
  const fs::path source = lesson.folder / lesson.program;
  if (!is_source(lesson)) return executable(source);
  std::vector<std::string> command = compiler_command();
  Library library;
  if (uses_library(lesson)) library = find_library();
  command.insert(command.end(), library.headers.begin(), library.headers.end());
  return cached(lesson.name, content_of(lesson, command, library), [&](const fs::path& program) {
    compile(command, source, program, library.archive);
  });
}

Executable executable_of(const Lesson& lesson, const fs::path& program) {
  const fs::path name(lesson.program);
  const std::vector<std::string> argv = {
      "./" + (name.extension() == ".cpp" ? name.stem() : name.filename()).string()};
  return {.file = program, .argv = argv, .told = argv, .folder = program.parent_path()};
}

void expect_python(const Lesson& lesson) {
  if (!lesson.python.empty()) return;
  const std::string file = fs::path(lesson.program).replace_extension(".py").string();
  throw Problem(Status::usage, LessonProblem::no_python, {lesson.name, file});
}

// -B: what it loads is not written down beside it, where other runs would find it.
Executable python_of(const Lesson& lesson) {
  expect_python(lesson);
  const fs::path folder = fs::absolute(lesson.folder).lexically_normal();
  const std::string script = (folder / lesson.python).string();
  const Python& python = find_python();
  return {.file = python.file,
          .argv = {python.file.string(), "-B", script},
          .told = {"python3", lesson.python},
          .folder = folder,
          .installed = {script, (python.library / "").string()}};
}

}  // namespace procdemo::lesson
