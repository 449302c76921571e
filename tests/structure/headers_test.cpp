// Who names something of the C++ library or of POSIX has its header in sight: in the file itself,
// or in headers of ours that it includes. A library's own headers include each other as they
// please, and the next version otherwise.
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

// And calls of the system, which our code writes as ::name.
const std::map<std::string, std::vector<std::string>> calls_in = {
    {"fcntl.h", {"fcntl", "open"}},
    {"poll.h", {"poll"}},
    {"pty.h", {"openpty"}},
    {"sched.h", {"sched_getaffinity", "sched_setaffinity", "sched_yield"}},
    {"sys/file.h", {"flock"}},
    {"sys/ioctl.h", {"ioctl"}},
    {"sys/mman.h", {"mmap", "munmap"}},
    {"sys/mount.h", {"mount"}},
    {"sys/prctl.h", {"prctl"}},
    {"sys/ptrace.h", {"ptrace"}},
    {"sys/resource.h", {"getrlimit", "prlimit", "setpriority", "setrlimit"}},
    {"sys/socket.h", {"recv", "send", "socket", "socketpair"}},
    {"sys/stat.h", {"chmod", "fstat", "mkdir", "mkfifo", "stat", "umask"}},
    {"sys/wait.h", {"wait", "waitid", "waitpid"}},
    {"termios.h", {"tcgetattr", "tcsetattr"}},
    {"unistd.h",
     {"_exit", "close", "dup2", "execv", "fork", "getpid", "getppid", "pipe", "read", "syscall",
      "unlink", "write"}},
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

// A program in a test includes what it needs, not what the test does.
std::string without_raw_strings(const std::string& code) {
  static const std::regex raw_string(R"re(R"(\w*)\([^]*?\)\1")re");
  return std::regex_replace(code, raw_string, "");
}

// Adds to `seen` what `path` includes, and what that includes, as far as it is ours.
void see(const Files& files, const std::string& path, std::set<std::string>& seen) {
  for (const Include& include : includes(without_raw_strings(files.at(path)))) {
    const std::string own = find_own(files, path, include);
    if (seen.insert(own.empty() ? include.file : own).second && !own.empty()) see(files, own, seen);
  }
}

// What the code of a file writes as PREFIXsomething.
std::set<std::string> names_after(const std::string& prefix, const std::string& code) {
  const std::regex name("(^|[^\\w>):])" + prefix + "(\\w+)");
  std::set<std::string> found;
  for (std::sregex_iterator match(code.begin(), code.end(), name), end; match != end; ++match)
    found.insert((*match)[2]);
  return found;
}

std::vector<std::string> missing(const Files& files, const std::string& path) {
  std::set<std::string> seen;
  see(files, path, seen);
  const std::string code = bare(files.at(path));
  std::vector<std::string> headers;
  const auto add = [&](const auto& table, const std::string& prefix) {
    const std::set<std::string> used = names_after(prefix, code);
    const auto is_used = [&](const std::string& name) { return used.contains(name); };
    for (const auto& [header, names] : table)
      if (!seen.contains(header) && std::any_of(names.begin(), names.end(), is_used))
        headers.push_back(header);
  };
  add(names_in, "std::");
  add(calls_in, "::");
  return headers;
}

}  // namespace

TEST_CASE("the headers of C++ and of POSIX are included by who needs them") {
  const Files files = all_files();
  CHECK(files.size() > 400);
  for (const auto& [path, text] : files) {
    CAPTURE(path);
    CHECK(missing(files, path) == std::vector<std::string>{});
  }
}

TEST_CASE("a header that is missing is found, also through headers of ours") {
  const Files files = {
      {"src/base/a.h", "#include <cstdint>\n"},
      {"src/base/b.cpp", "#include \"base/a.h\"\nstd::uint32_t n = std::min(1, ::getpid());"}};
  CHECK(missing(files, "src/base/b.cpp") == std::vector<std::string>{"algorithm", "unistd.h"});
}
