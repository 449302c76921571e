// What to execute for a lesson.
//
// procdemo's own lessons are built with it, and the program lies beside its source. A teacher's
// folder (`procdemo run DIR`) has a .cpp alone: it is compiled into a cache (lesson/cache.h), keyed
// by its text, that of the headers beside it, and the compiler's command. Where one of them
// includes "multiprocess/...", it is compiled and linked with that library, which lies beside
// procdemo's own lessons. A lesson may also name any executable file in its folder.
//
// Told in Python, the program is a script, and what is executed is the interpreter.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "lesson/lesson.h"
#include "lesson/room.h"

namespace procdemo::lesson {

/// The program of one of procdemo's own lessons. Throws Problem when it is not there (it was not
/// built) or can't be executed.
std::filesystem::path built_program(const Lesson& lesson);

/// Where that lies, or would: without its ".cpp".
std::filesystem::path built_path(const Lesson& lesson);

/// The folder of our library: its headers and libmultiprocess.a.
std::filesystem::path library_folder();

/// Whether the lesson's program, or a header beside it, includes "multiprocess/...".
bool uses_library(const Lesson& lesson);

/// The C++ files of the lesson's folder, as one text: its program, and what that may include.
std::string sources_of(const Lesson& lesson);

/// The program of any folder: a .cpp is compiled, unless that was done before. Throws Problem, with
/// the compiler's own words where it finds mistakes.
std::filesystem::path compiled_program(const Lesson& lesson);

/// A command without the lesson's own arguments.
struct Executable {
  std::filesystem::path file;          ///< absolute
  std::vector<std::string> argv;       ///< as it is executed
  std::vector<std::string> told = {};  ///< and as a reader would type it: "./fork"
  std::filesystem::path folder = {};   ///< where the program lies
  /// A script, and the folders (ending in /) of what runs it, which it reads before it begins.
  std::vector<std::string> installed = {};
};

/// A program of those above. Compiled ones lie in the cache under other names: it is told under its
/// own.
Executable executable_of(const Lesson& lesson, const std::filesystem::path& program);

/// Throws Problem no_python where the lesson has no program in Python.
void expect_python(const Lesson& lesson);

/// The lesson's program in Python. Throws Problem: no_python, or as find_python().
Executable python_of(const Lesson& lesson);

}  // namespace procdemo::lesson
