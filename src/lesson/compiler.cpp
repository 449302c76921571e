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

std::string in_one(const Words& command) {
  return fmt::format("{}", fmt::join(command, " "));
}

std::string seconds() {
  return std::to_string(ToolLimits().time.count());
}

/// What a compiler said first is what it is about.
std::string beginning(const std::string& words) {
  constexpr std::size_t most_lines = 8;
  std::size_t end = 0;
  for (std::size_t line = 0; line < most_lines && end != words.npos; ++line) {
    end = words.find('\n', end + 1);
  }
  return words.substr(0, end);
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
  const auto [end, words] = ask_tool(asked);
  if (end == ToolEnd::well || end == ToolEnd::failed) return words;
  throw Problem(Status::usage, LessonProblem::tool_endless, {in_one(asked), seconds()});
}

void compile(const Words& command, const fs::path& source, const fs::path& program,
             const Words& more) {
  Words whole = command;
  whole.insert(whole.end(), {source.string(), "-o", program.string()});
  whole.insert(whole.end(), more.begin(), more.end());
  const auto [end, words] = ask_tool(whole);  // its words need no room on a disk
  if (end == ToolEnd::well && fs::exists(program)) return;
  LessonProblem what = LessonProblem::compile_failed;
  std::vector<std::string> args = {source.string(), in_one(command), words};
  if (end == ToolEnd::too_long) {
    what = LessonProblem::compile_endless;
    args.back() = seconds();
  }
  if (end == ToolEnd::too_many_words) {
    what = LessonProblem::compile_flood;
    args.back() = beginning(words);
  }
  throw Problem(Status::usage, what, args);
}

}  // namespace procdemo::lesson
