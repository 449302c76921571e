#include "session/stepping/spare.h"

#include <exception>
#include <utility>

namespace procdemo::session {

void Spare::keep() {
  const int step = spare_step(session_.steps());
  if (step == 0 || !twin_.has_other()) return;
  if (twin_.given() == step && session_.is_on_way(step)) return;
  if (session_.may_run_beside(step)) twin_.give(session_.task_to(step));
}

bool Spare::hand_over(int step, const std::vector<int>& asked) {
  if (!twin_.is_there() || twin_.given() > step || !session_.is_on_way(twin_.given())) return false;
  if (!line_.is_idle()) return false;  // requests that only this one knows
  SpareTask task = session_.task_to(step);
  task.asked = asked;
  if (!twin_.hand_over(std::move(task), reader_)) return false;
  session_.abandon();
  return true;
}

std::optional<std::vector<int>> Spare::hold() {
  while (const auto task = twin_.next()) {
    const bool done = follow(*task);
    if (!done && twin_.is_called()) continue;  // something else is wanted
    if (!done) session_.abandon();
    twin_.answer(*task, done);
    if (!done || !task->serve) continue;
    twin_.serve();
    line_.speak();
    return task->asked;
  }
  return std::nullopt;
}

// What goes wrong with it only means that there is none.
bool Spare::follow(const SpareTask& task) try {
  line_.be_quiet([this] { return twin_.is_called(); });
  return session_.follow(task, line_, [this] { return !twin_.is_called(); });
} catch (const std::exception&) {
  return false;
}

}  // namespace procdemo::session
