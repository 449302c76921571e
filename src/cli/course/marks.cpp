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

/// Of its questions that were graded.
struct Score {
  std::ptrdiff_t right = 0, all = 0;
};

Score score_of(const LessonMarks& marks) {
  const auto count = [&](const auto& fits) {
    return std::ranges::count_if(marks.questions,
                                 [&](const auto& one) { return fits(one.second); });
  };
  return {count([](const AnswerMark& mark) { return mark.right; }),
          count([](const AnswerMark& mark) { return mark.tries > 0; })};
}

/// Else a hint was read, and that is all.
bool has_begun_task(const LessonMarks& marks) {
  return marks.task && (marks.task->solved || !marks.task->in.empty());
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
  const Score answers = score_of(marks);
  if (answers.all > 0) add(CourseSays::questions, answers.right, answers.all);
  if (has_begun_task(marks)) {
    add(marks.task->solved ? CourseSays::task_solved : CourseSays::task_begun,
        language_named(marks.task->in));
    if (marks.task->seen_solution) add(CourseSays::task_shown);
  }
  return joined(parts, language);
}

std::vector<std::string> short_words_of(const LessonMarks& marks, Language language) {
  std::vector<std::string> parts;
  const Score answers = score_of(marks);
  if (answers.all > 0) {
    parts.push_back(say(language, CourseSays::short_questions, answers.right, answers.all));
  }
  if (has_begun_task(marks)) {
    parts.push_back(say(language, marks.task->solved ? CourseSays::short_task_solved
                                                     : CourseSays::short_task_begun));
  }
  return parts;
}

void tell_troubles(ProgressFile& file, const User& user) {
  for (const Problem& problem : file.take_troubles()) {
    write_all(STDERR_FILENO, escaped_lines("procdemo: " + say(problem, user.language)));
  }
}

}  // namespace procdemo::cli
