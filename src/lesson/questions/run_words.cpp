#include "lesson/questions/run_words.h"

#include <algorithm>
#include <sstream>

#include "trace/limits.h"

namespace procdemo::lesson {

std::string lesson_in(const std::string& run) {
  return run.substr(0, run.find(' '));
}

std::optional<RunWords> read_run_words(const std::string& run,
                                       const std::vector<LessonOption>& options,
                                       std::string& wrong) {
  RunWords found;
  std::istringstream words(run);
  words >> found.lesson;
  while (words >> wrong) {
    if (wrong == "--no-tty") {
      found.terminal = false;
      continue;
    }
    const auto limit = std::ranges::find_if(limit_kinds, [&](const LimitKind& kind) {
      return wrong == "--" + std::string(kind.option);
    });
    if (limit != limit_kinds.end()) {
      double value = 0;
      if (!(words >> value) || value < limit->least || value > limit->most) return std::nullopt;
      found.limits[std::string(limit->option)] = value;
      continue;
    }
    const auto is_it = [&](const LessonOption& option) { return wrong == "--" + option.name; };
    const auto option = std::ranges::find_if(options, is_it);
    if (option == options.end()) return std::nullopt;
    std::string value = "true";
    if (option->kind != LessonOption::Kind::flag && !(words >> value)) return std::nullopt;
    found.values[option->name] = value;
  }
  wrong = found.lesson;
  return found.lesson.empty() ? std::nullopt : std::optional(found);
}

}  // namespace procdemo::lesson
