#include "lesson/python.h"

#include <cstdlib>
#include <system_error>
#include <variant>

#include "base/problem.h"
#include "base/text/lines.h"
#include "base/text/number_in.h"
#include "lesson/problems.h"
#include "lesson/tool.h"

namespace procdemo::lesson {

namespace {

constexpr int oldest_minor = 9;  // of Python 3

// Of any version: where it lies, which one it is, and where its libraries lie. It is asked with -S,
// without what is installed beside it, which would take longer than all else.
constexpr const char* question =
    "import os, sys; print(sys.executable); print('.'.join(str(n) for n in sys.version_info[:3]));"
    "print(os.path.dirname(os.path.dirname(os.path.realpath(os.__file__))))";

bool is_new_enough(const std::string& version) {
  const std::vector<std::string> numbers = split(version, ".");
  const int major = number_in<int>(numbers[0]).value_or(0);
  const int minor = numbers.size() > 1 ? number_in<int>(numbers[1]).value_or(0) : 0;
  return major > 3 || (major == 3 && minor >= oldest_minor);
}

ToolAnswer ask(const std::string& command) try {
  return ask_tool({command, "-S", "-c", question});
} catch (const std::system_error& error) {
  return {ToolEnd::failed, error.what()};
}

std::variant<Python, Problem> look_for_python() {
  const char* chosen = std::getenv("PYTHON");
  const std::string command = chosen && *chosen ? chosen : "python3";
  const auto problem = [&](LessonProblem what, const std::vector<std::string>& more) {
    std::vector<std::string> args = {command};
    args.insert(args.end(), more.begin(), more.end());
    return Problem(Status::not_allowed, what, args);
  };
  if (!is_command(command)) return problem(LessonProblem::python_missing, {});
  const ToolAnswer answer = ask(command);
  if (answer.end == ToolEnd::too_long) {
    return problem(LessonProblem::tool_endless, {std::to_string(ToolLimits().time.count())});
  }
  const std::vector<std::string> lines = split(answer.words, "\n");
  if (answer.end != ToolEnd::well || lines.size() < 3 || !lines[0].starts_with('/')) {
    return problem(LessonProblem::python_unusable, {answer.words});
  }
  if (!is_new_enough(lines[1])) return problem(LessonProblem::python_too_old, {lines[1]});
  return Python{lines[0], lines[1], lines[2]};
}

}  // namespace

const Python& find_python() {
  static const std::variant<Python, Problem> found = look_for_python();
  if (const auto* const problem = std::get_if<Problem>(&found)) throw Problem(*problem);
  return std::get<Python>(found);
}

}  // namespace procdemo::lesson
