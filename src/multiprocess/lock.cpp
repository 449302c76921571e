#include "multiprocess/lock.h"

#include <cerrno>
#include <new>
#include <stdexcept>

#include "base/check.h"
#include "multiprocess/probe.h"
#include "multiprocess/shared/next_name.h"

namespace multiprocess {

namespace {

void expect_success(const char* call, int error) {
  errno = error;
  procdemo::base::check(call, error == 0 ? 0 : -1);
}

// For processes, given back at its holder's end, and refused to whoever has it.
void make_mutex(pthread_mutex_t& mutex) {
  pthread_mutexattr_t kind;
  expect_success("pthread_mutexattr_init", ::pthread_mutexattr_init(&kind));
  ::pthread_mutexattr_setpshared(&kind, PTHREAD_PROCESS_SHARED);
  ::pthread_mutexattr_setrobust(&kind, PTHREAD_MUTEX_ROBUST);
  ::pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_ERRORCHECK);
  const int error = ::pthread_mutex_init(&mutex, &kind);
  ::pthread_mutexattr_destroy(&kind);
  expect_success("pthread_mutex_init", error);
}

}  // namespace

struct Lock::Shared {
  pthread_mutex_t mutex;
  bool abandoned = false;  // with the lock
};

Lock::Lock() : Lock(next_name(Unnamed::lock)) {}

Lock::Lock(const std::string& name)
    : name_(name), memory_(name, sizeof(Shared)), shared_(::new(memory_.data()) Shared) {
  make_mutex(shared_->mutex);
}

void Lock::lock() {
  lock_until(Deadline::never());
}

void Lock::lock(Seconds timeout) {
  if (!lock_until(Deadline::after(timeout))) throw Timeout(name_ + " is held by another");
}

bool Lock::try_lock() {
  return lock_until(Deadline::at_once());
}

bool Lock::lock_until(Deadline until) {
  until.is_never() ? probe::lock_wait(name_.c_str()) : probe::lock_try(name_.c_str());
  probe::touch(name_.c_str());
  const int error = take(until);
  if (error == EDEADLK) throw std::logic_error(name_ + " is held by this thread already");
  if (error == EBUSY || error == ETIMEDOUT) return false;
  if (error == EOWNERDEAD) {
    ::pthread_mutex_consistent(&shared_->mutex);
  } else {
    expect_success("pthread_mutex_lock", error);
  }
  shared_->abandoned = error == EOWNERDEAD;
  probe::lock_locked(name_.c_str());
  return true;
}

int Lock::take(Deadline until) {
  if (until.is_never()) return ::pthread_mutex_lock(&shared_->mutex);
  const int error = ::pthread_mutex_trylock(&shared_->mutex);
  if (error != EBUSY || until.passed()) return error;
  const timespec moment = until.as_timespec();
  return ::pthread_mutex_clocklock(&shared_->mutex, CLOCK_MONOTONIC, &moment);
}

void Lock::unlock() {
  probe::lock_unlock(name_.c_str());
  probe::touch(name_.c_str());
  if (::pthread_mutex_unlock(&shared_->mutex) != 0)
    throw std::logic_error(name_ + " is not held by this thread");
}

bool Lock::was_abandoned() const {
  return shared_->abandoned;
}

}  // namespace multiprocess
