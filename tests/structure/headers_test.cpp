// Who names something of the C++ library has its header in sight: in the file itself, or in headers
// of ours that it includes. A library's own headers include each other as they please, and the next
// version otherwise.
#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include "catch.h"
#include "structure/source.h"

using namespace procdemo::structure;

namespace {

// Names that no other header is bound to bring.
const std::map<std::string, std::vector<std::string>> names_in = {
    {"algorithm", {"any_of", "clamp", "copy", "count", "find", "find_if", "max", "min", "sort"}},
    {"array", {"array"}},
    {"atomic", {"atomic", "atomic_ref"}},
    {"chrono", {"chrono"}},
    {"cstdint", {"int32_t", "int64_t", "uint8_t", "uint16_t", "uint32_t", "uint64_t", "uintptr_t"}},
    {"cstdio", {"fflush", "fprintf", "fputs", "perror", "printf", "puts", "snprintf"}},
    {"cstdlib", {"_Exit", "abort", "atoi", "exit", "getenv", "strtol"}},
    {"cstring", {"memcmp", "memcpy", "memset", "strcmp", "strlen"}},
    {"functional", {"function"}},
    {"map", {"map"}},
    {"memory", {"make_shared", "make_unique", "shared_ptr", "unique_ptr"}},
    {"mutex", {"lock_guard", "mutex", "unique_lock"}},
    {"optional", {"optional"}},
    {"set", {"set"}},
    {"span", {"span"}},
    {"stdexcept", {"invalid_argument", "logic_error", "out_of_range", "runtime_error"}},
    {"string", {"string", "to_string"}},
    {"string_view", {"string_view"}},
    {"system_error", {"generic_category", "system_error"}},
    {"thread", {"this_thread", "thread"}},
    {"variant", {"variant", "visit"}},
    {"vector", {"vector"}},
};

using Files = std::map<std::string, std::string>;  // path, text

Files all_files() {
  Files files;
  for (const char* folder : {"src", "lessons", "tests"})
    for (Source& file : sources(folder, {".cpp", ".h"}))
      files.emplace(std::move(file.path), std::move(file.text));
  return files;
}

// The file of ours that `include` in the file `path` means; "" where it is none of ours.
std::string find_own(const Files& files, const std::filesystem::path& path,
                     const Include& include) {
  for (const auto& folder :
       {path.parent_path(), std::filesystem::path("src"), std::filesystem::path("tests"),
        std::filesystem::path("tests/programs")})
    if (const std::string own = (folder / include.file).lexically_normal(); files.contains(own))
      return own;
  return "";
}

// Adds to `seen` what `path` includes, and what that includes, as far as it is ours.
void see(const Files& files, const std::string& path, std::set<std::string>& seen) {
  for (const Include& include : includes(files.at(path))) {
    const std::string own = find_own(files, path, include);
    if (seen.insert(own.empty() ? include.file : own).second && !own.empty()) see(files, own, seen);
  }
}

// What the code of a file calls std::something.
std::set<std::string> names_of(const std::string& code) {
  static const std::regex name("std::(\\w+)");
  std::set<std::string> found;
  for (std::sregex_iterator match(code.begin(), code.end(), name), end; match != end; ++match)
    found.insert((*match)[1]);
  return found;
}

std::vector<std::string> missing(const Files& files, const std::string& path) {
  std::set<std::string> seen;
  see(files, path, seen);
  const std::set<std::string> used = names_of(bare(files.at(path)));
  const auto is_used = [&](const std::string& name) { return used.contains(name); };
  std::vector<std::string> headers;
  for (const auto& [header, names] : names_in)
    if (!seen.contains(header) && std::any_of(names.begin(), names.end(), is_used))
      headers.push_back(header);
  return headers;
}

}  // namespace

TEST_CASE("the headers of the C++ library are included by who needs them") {
  const Files files = all_files();
  CHECK(files.size() > 400);
  for (const auto& [path, text] : files) {
    CAPTURE(path);
    CHECK(missing(files, path) == std::vector<std::string>{});
  }
}

TEST_CASE("a header that is missing is found, also through headers of ours") {
  const Files files = {{"src/os/a.h", "#include <cstdint>\n"},
                       {"src/os/b.cpp", "#include \"os/a.h\"\nstd::uint32_t n = std::min(1, 2);"}};
  CHECK(missing(files, "src/os/b.cpp") == std::vector<std::string>{"algorithm"});
}
