#include "run/places.h"

#include <memory>

#include "run/family.h"
#include "tracee/source/source_image.h"

namespace procdemo::run {

void Places::executed(Process& process) {
  process.image.source = wanted_ ? std::make_shared<SourceImage>(with_) : nullptr;
}

// While it makes a call for us it does not stand where it seems to.
std::optional<SourcePlace> Places::of(const Task& task) {
  if (!wanted_ || !task.process->image.source || task.mending) return std::nullopt;
  const auto [entry, is_new] = known_.try_emplace(task.tid);
  if (is_new) entry->second = task.process->image.source->place_of(task);
  return entry->second;
}

bool Places::is_unknown_python(const Task& task) {
  const auto& source = task.process->image.source;
  return source && source->is_unknown_python();
}

}  // namespace procdemo::run
