#include "lesson/compiler.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdlib>

#include "base/problem.h"
#include "base/text/lines.h"
#include "lesson/problems.h"
#include "lesson/tool.h"

namespace procdemo::lesson {

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

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
  return ask_tool(asked).words;
}

void compile(const Words& command, const fs::path& source, const fs::path& program,
             const Words& more) {
  Words whole = command;
  whole.insert(whole.end(), {source.string(), "-o", program.string()});
  whole.insert(whole.end(), more.begin(), more.end());
  const auto [well, words] = ask_tool(whole);  // its words need no room on a disk
  if (well && fs::exists(program)) return;
  throw Problem(Status::usage, LessonProblem::compile_failed,
                {source.string(), fmt::format("{}", fmt::join(command, " ")), words});
}

}  // namespace procdemo::lesson
