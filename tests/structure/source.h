// The project's own files, as these tests read them.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace procdemo::structure {

/// The top of the source tree.
std::filesystem::path root();

/// One file: its path from the top ("src/trace/json.h"), and what stands in it.
struct Source {
  std::string path;
  std::string text;
};

/// The files under `folder` (a path from the top) whose names end in one of `endings`, by path.
std::vector<Source> sources(const std::string& folder, const std::vector<std::string>& endings);

inline const std::vector<std::string> code_files = {".cpp", ".h"};

/// `code` without its comments and without what stands in quotes: what a compiler would see.
std::string bare(std::string_view code);

/// One #include: "trace/json.h" between quotes, or "sys/user.h" between angle brackets.
struct Include {
  std::string file;
  bool quoted = false;
};

std::vector<Include> includes(std::string_view code);

/// "trace" for both "src/trace/json.h" and the include "trace/json.h": the room a file is in.
std::string room_of(std::string_view path);

}  // namespace procdemo::structure
