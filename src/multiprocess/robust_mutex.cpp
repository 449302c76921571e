#include "multiprocess/robust_mutex.h"

#include <cerrno>
#include <system_error>

#include "multiprocess/spin.h"

namespace multiprocess {
namespace {

// Functions of pthreads return the error and leave errno alone.
void check_pthread(const char* call, int error) {
  if (error != 0) throw std::system_error(error, std::generic_category(), call);
}

RobustMutex::Got got(const char* call, int error) {
  if (error == 0) return RobustMutex::Got::clean;
  if (error == EOWNERDEAD) return RobustMutex::Got::orphaned;
  if (error != EBUSY && error != ETIMEDOUT) check_pthread(call, error);
  return RobustMutex::Got::nothing;
}

}  // namespace

RobustMutex::RobustMutex() {
  pthread_mutexattr_t attributes;
  check_pthread("pthread_mutexattr_init", ::pthread_mutexattr_init(&attributes));
  ::pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
  ::pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
  const int error = ::pthread_mutex_init(&mutex_, &attributes);
  ::pthread_mutexattr_destroy(&attributes);
  check_pthread("pthread_mutex_init", error);
}

RobustMutex::Got RobustMutex::try_lock() {
  return got("pthread_mutex_trylock", ::pthread_mutex_trylock(&mutex_));
}

RobustMutex::Got RobustMutex::lock(Deadline until) {
  Got how = try_lock();
  if (how != Got::nothing) return how;
  spin_until([&] { return (how = try_lock()) != Got::nothing; });
  return how != Got::nothing ? how : sleep_for_it(until);
}

RobustMutex::Got RobustMutex::sleep_for_it(Deadline until) {
  for (;;) {
    const Deadline look_again = Deadline::after(std::chrono::milliseconds(200));
    const timespec moment = Deadline::sooner_of(until, look_again).as_timespec();
    const Got how = got("pthread_mutex_clocklock",
                        ::pthread_mutex_clocklock(&mutex_, CLOCK_MONOTONIC, &moment));
    if (how != Got::nothing || until.passed()) return how;
  }
}

void RobustMutex::consistent() {
  check_pthread("pthread_mutex_consistent", ::pthread_mutex_consistent(&mutex_));
}

void RobustMutex::unlock() {
  check_pthread("pthread_mutex_unlock", ::pthread_mutex_unlock(&mutex_));
}

}  // namespace multiprocess
