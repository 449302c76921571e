#include "cli/course/class_lesson.h"

#include <fcntl.h>
#include <unistd.h>

#include <exception>

#include "base/fd.h"
#include "base/problem.h"
#include "cli/course/program_of.h"
#include "world/machine_trials.h"

namespace procdemo::cli {
namespace {

using namespace questions;

/// What goes wrong there, a class need not read.
int carry_silently(const std::function<void()>& work) {
  const Fd nowhere = open_file("/dev/null", O_RDWR);
  check("dup2", ::dup2(nowhere.get(), STDERR_FILENO));
  try {
    work();
    return 0;
  } catch (const std::exception&) {
    return 1;
  }
}

Solved solved(const Question& question, Knowledge& knowledge, const SeenRun& run) try {
  return solve(question, knowledge, &run);
} catch (const std::exception&) {  // nobody knows, then
  return {};
}

}  // namespace

ClassLesson::ClassLesson(const Lesson& lesson) : lesson_(lesson) {
  if (!try_tracing().ok) return;
  const QuestionRun called = run_for(Question(), lesson, program_of(lesson));
  int status = 0;
  run_ = run_called(called, carry_silently, status);
  if (run_) solve_questions(called);
}

void ClassLesson::solve_questions(const QuestionRun& called) {
  knowledge_.emplace(called, carry_silently);
  for (const Question& question : lesson_.questions) {
    if (!is_asked_under(question, run_->conditions)) continue;
    questions_.push_back({question, solved(question, *knowledge_, *run_), std::nullopt});
  }
}

std::string ClassLesson::trace() const {
  return run_ ? trace_text(*run_) : "";
}

}  // namespace procdemo::cli
