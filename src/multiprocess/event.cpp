#include "multiprocess/event.h"

#include <atomic>
#include <new>

#include "multiprocess/probe.h"
#include "multiprocess/shared/bell.h"
#include "multiprocess/shared/next_name.h"

namespace multiprocess {

struct Event::Shared {
  std::atomic<std::uint32_t> set = 0;
  Bell changed;
};

Event::Event() : Event(next_name(Unnamed::event)) {}

Event::Event(const std::string& name)
    : name_(name), memory_(name, sizeof(Shared)), shared_(::new(memory_.data()) Shared) {}

void Event::set() {
  probe::touch(name_.c_str());
  shared_->set.store(1);
  shared_->changed.ring_all();
}

void Event::clear() {
  probe::touch(name_.c_str());
  shared_->set.store(0);
}

bool Event::is_set() const {
  probe::look(name_.c_str());
  return shared_->set.load() != 0;
}

bool Event::wait_until(Deadline until) const {
  for (;;) {
    probe::look(name_.c_str());
    if (shared_->set.load() != 0) return true;
    if (until.passed()) return false;
    const std::uint32_t heard = shared_->changed.listen();
    if (shared_->set.load() != 0) return true;
    shared_->changed.sleep(heard, until);
  }
}

}  // namespace multiprocess
