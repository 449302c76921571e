#include "cli/course/marks.h"

#include <unistd.h>

#include <algorithm>
#include <vector>

#include "base/fd.h"
#include "cli/words/course.h"
#include "cli/words/problem_words.h"
#include "show/terminal/escape.h"

namespace procdemo::cli {
namespace {

std::string joined(const std::vector<std::string>& parts, Language language) {
  std::string all;
  for (const std::string& part : parts) {
    if (!all.empty()) all += language == Language::zh ? "，" : ", ";
    all += part;
  }
  return all;
}

}  // namespace

std::string language_named(const std::string& in) {
  if (in == "cpp") return "C++";
  return in == "python" ? "Python" : escaped(in);
}

std::string words_of(const LessonMarks& marks, Language language) {
  std::vector<std::string> parts;
  const auto add = [&](CourseSays what, const auto&... args) {
    parts.push_back(say(language, what, args...));
  };
  if (marks.done) add(CourseSays::done);
  if (!marks.place.empty()) add(CourseSays::at, escaped(marks.place));
  const auto count = [&](const auto& fits) {
    return std::ranges::count_if(marks.questions,
                                 [&](const auto& one) { return fits(one.second); });
  };
  const auto answered = count([](const AnswerMark& mark) { return mark.tries > 0; });
  const auto right = count([](const AnswerMark& mark) { return mark.right; });
  if (answered > 0) add(CourseSays::questions, right, answered);
  const bool begun = marks.task && (marks.task->solved || !marks.task->in.empty());
  if (begun) {  // else a hint was read, and that is all
    add(marks.task->solved ? CourseSays::task_solved : CourseSays::task_begun,
        language_named(marks.task->in));
    if (marks.task->seen_solution) add(CourseSays::task_shown);
  }
  return joined(parts, language);
}

void tell_troubles(ProgressFile& file, const User& user) {
  for (const Problem& problem : file.take_troubles()) {
    write_all(STDERR_FILENO, escaped_lines("procdemo: " + say(problem, user.language)));
  }
}

}  // namespace procdemo::cli
