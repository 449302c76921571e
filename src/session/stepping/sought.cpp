#include "session/stepping/sought.h"

#include <string>
#include <utility>

#include "session/problems.h"

namespace procdemo::session {
namespace {

/// As its reader knows it.
std::string words_of(const request::Continue& until) {
  if (until.step > 0) return std::to_string(until.step);
  if (until.line > 0) return std::to_string(until.line);
  return until.event.empty() ? until.process : until.event;
}

/// The one of four problems that is about what was sought.
SessionProblem problem_of(const request::Continue& until, SessionProblem process,
                          SessionProblem line, SessionProblem event, SessionProblem step) {
  if (until.step > 0) return step;
  if (until.line > 0) return line;
  return until.event.empty() ? process : event;
}

}  // namespace

Sought::Sought(request::Continue until, int steps, std::function<RunStatus()> status)
    : until_(std::move(until)),
      status_(std::move(status)),
      has_come_(until_.step > 0 && until_.step == steps) {
  if (until_.step > 0 && until_.step < steps) {
    throw Problem(Status::usage, SessionProblem::until_behind,
                  {std::to_string(until_.step), std::to_string(steps)});
  }
  if (until_.line > 0) arrivals_.emplace(until_.line, status_());
}

// That a process has acted is known by its step.
void Sought::hear(const Event& event) {
  has_come_ = has_come_ || (until_.process.empty() && is_reached(until_, event));
}

void Sought::took_step(const Name& who, int steps, bool goes_on) {
  has_come_ = has_come_ || is_of(who, until_.process) || until_.step == steps ||
              (arrivals_ && goes_on && arrivals_->any(status_(), who));
}

Problem Sought::missed(int steps) const {
  using enum SessionProblem;
  const SessionProblem what = problem_of(until_, until_missed_process, until_missed_line,
                                         until_missed_event, until_missed_step);
  return {Status::usage, what, {words_of(until_), std::to_string(steps)}};
}

Problem Sought::missing() const {
  using enum SessionProblem;
  const SessionProblem what =
      problem_of(until_, until_no_process, until_no_line, until_no_event, until_no_step);
  return {Status::usage, what, {words_of(until_)}};
}

}  // namespace procdemo::session
