#include "multiprocess/semaphore.h"

#include <atomic>
#include <new>

#include "multiprocess/probe.h"
#include "multiprocess/shared/bell.h"
#include "multiprocess/shared/next_name.h"

namespace multiprocess {

struct Semaphore::Shared {
  std::atomic<std::uint32_t> permits;
  Bell released;
};

Semaphore::Semaphore(std::uint32_t permits) : Semaphore(permits, next_name(Unnamed::semaphore)) {}

Semaphore::Semaphore(std::uint32_t permits, const std::string& name)
    : name_(name), memory_(name, sizeof(Shared)), shared_(::new(memory_.data()) Shared{}) {
  shared_->permits.store(permits);
}

void Semaphore::acquire() {
  acquire_until(Deadline::never());
}

void Semaphore::acquire(Seconds timeout) {
  if (!acquire_until(Deadline::after(timeout))) throw Timeout(name_ + " has no permit left");
}

bool Semaphore::try_acquire() {
  return acquire_until(Deadline::at_once());
}

bool Semaphore::take() {
  std::uint32_t permits = shared_->permits.load();
  while (permits > 0)
    if (shared_->permits.compare_exchange_weak(permits, permits - 1)) return true;
  return false;
}

bool Semaphore::acquire_until(Deadline until) {
  for (;;) {
    probe::touch(name_.c_str());
    if (take()) return true;
    if (until.passed()) return false;
    const std::uint32_t heard = shared_->released.listen();
    if (take()) return true;
    shared_->released.sleep(heard, until);
  }
}

void Semaphore::release() {
  probe::touch(name_.c_str());
  shared_->permits.fetch_add(1);
  shared_->released.ring();
}

std::uint32_t Semaphore::value() const {
  probe::look(name_.c_str());
  return shared_->permits.load();
}

}  // namespace multiprocess
