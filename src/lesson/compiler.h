// The machine's C++ compiler.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "lesson/room.h"

namespace procdemo::lesson {

/// Its command, split into words, without input and output: $CXX, which may hold several, else c++,
/// else g++; then the options that lessons are compiled with. Throws Problem compiler_missing.
std::vector<std::string> compiler_command();

/// What that compiler says of itself and its version: another one makes another program. Throws
/// std::system_error where it can't be started.
std::string version_of(const std::vector<std::string>& command);

/// Makes `program` of `source` and of `more`: archives, options of the linker. Throws Problem
/// compile_failed with the compiler's own words, for which it writes a file beside `program`;
/// std::system_error where it can't be started.
void compile(const std::vector<std::string>& command, const std::filesystem::path& source,
             const std::filesystem::path& program, const std::vector<std::string>& more = {});

}  // namespace procdemo::lesson
