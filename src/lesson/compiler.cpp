#include "lesson/compiler.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <system_error>

#include "base/exec.h"
#include "base/fd.h"
#include "base/problem.h"
#include "base/text/lines.h"
#include "lesson/problems.h"

namespace procdemo::lesson {

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

// As a shell finds it: with a slash as it is, else in $PATH.
bool is_command(const std::string& name) {
  const auto runs = [](const fs::path& file) {
    std::error_code closed;  // a folder of $PATH may be one that this user must not look into
    return fs::is_regular_file(file, closed) && ::access(file.c_str(), X_OK) == 0;
  };
  if (name.find('/') != name.npos) return runs(name);
  return std::ranges::any_of(command_folders(),
                             [&](const fs::path& folder) { return runs(folder / name); });
}

// Runs a command with its output and errors in a file; says whether it succeeded.
bool run(const Words& command, const Fd& words) {
  const Fd nothing = open_file("/dev/null", O_RDONLY);
  const ExecFailure failure;
  Child child = start_command(command, nothing.get(), words.get(), failure);
  const bool well = child.wait() == WaitStatus::of_exit(0);
  if (const auto error = failure.error()) {
    throw std::system_error(*error, std::generic_category(), "run " + command[0]);
  }
  return well;
}

}  // namespace

Words compiler_command() {
  const char* chosen = std::getenv("CXX");
  Words command = split(chosen ? chosen : "", " ");
  std::erase(command, "");
  if (command.empty()) command = {is_command("c++") ? "c++" : "g++"};
  if (!is_command(command[0])) {
    throw Problem(Status::usage, LessonProblem::compiler_missing, {command[0]});
  }
  command.insert(command.end(), {"-std=c++20", "-O1", "-g"});
  return command;
}

std::string version_of(const Words& command) {
  Words asked = command;
  asked.emplace_back("--version");
  const Fd words(check("memfd_create", ::memfd_create("version", MFD_CLOEXEC)));
  run(asked, words);
  check("lseek", ::lseek(words.get(), 0, SEEK_SET));
  return read_file("/proc/self/fd/" + std::to_string(words.get()));
}

void compile(const Words& command, const fs::path& source, const fs::path& program,
             const Words& more) {
  Words whole = command;
  whole.insert(whole.end(), {source.string(), "-o", program.string()});
  whole.insert(whole.end(), more.begin(), more.end());
  const fs::path output = program.string() + ".words";
  const bool well = run(whole, open_file(output.string(), O_WRONLY | O_CREAT | O_TRUNC, 0600));
  const std::string words = read_file(output.string());
  fs::remove(output);
  if (well && fs::exists(program)) return;
  throw Problem(Status::usage, LessonProblem::compile_failed,
                {source.string(), fmt::format("{}", fmt::join(command, " ")), words});
}

}  // namespace procdemo::lesson
