#include "engine/turns.h"

#include <utility>

namespace procdemo::engine {

void Turns::hold(Task& task, std::string_view step, Held where) {
  task.held = where;
  task.step = step;
  task.unheld = 0;
  task.came = ++comings_;
  schedule_.arrived({task.tid, task.name, step});
}

Held Turns::release(Task& task) {
  task.went = comings_;
  return *std::exchange(task.held, std::nullopt);
}

void Turns::drop(Task& task) {
  task.mending.reset();
  if (!std::exchange(task.held, std::nullopt)) return;
  schedule_.left(task.tid);
}

}  // namespace procdemo::engine
