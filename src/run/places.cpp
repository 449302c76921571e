#include "run/places.h"

#include <memory>

#include "run/family.h"
#include "tracee/source/source_image.h"

namespace procdemo::run {

void Places::executed(Process& process) {
  process.image.source = std::make_shared<SourceImage>(with_);
}

// While it makes a call for us it does not stand where it seems to.
std::optional<SourcePlace> Places::find(const Task& task) {
  if (!task.process->image.source || task.mending) return std::nullopt;
  if (const auto known = known_.find(task.tid); known != known_.end()) return known->second;
  auto place = task.process->image.source->place_of(task);
  if (place) known_.emplace(task.tid, *place);
  return place;
}

std::vector<StackFrame> Places::stack_of(const Task& task) const {
  if (!wanted_ || !task.process->image.source || task.mending) return {};
  return task.process->image.source->stack_of(task);
}

bool Places::is_unknown_python(const Task& task) {
  const auto& source = task.process->image.source;
  return source && source->is_unknown_python();
}

}  // namespace procdemo::run
