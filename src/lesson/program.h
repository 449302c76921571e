// What to execute for a lesson.
//
// procdemo's own lessons are built with it, and the program lies beside its source. A teacher's
// folder (`procdemo run DIR`) has a .cpp alone: it is compiled into a cache (lesson/cache.h), keyed
// by its text, that of the headers beside it, and the compiler's command. Where one of them
// includes "multiprocess/...", it is compiled and linked with that library, which lies beside
// procdemo's own lessons. A lesson may also name any executable file in its folder.
#pragma once

#include <filesystem>

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

/// The program of any folder: a .cpp is compiled, unless that was done before. Throws Problem, with
/// the compiler's own words where it finds mistakes.
std::filesystem::path compiled_program(const Lesson& lesson);

}  // namespace procdemo::lesson
