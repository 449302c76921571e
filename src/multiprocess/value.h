// A value that processes share, as Python's multiprocessing.Value.
//
//     Value<int> count(0);
//     Process child([&] { count = count + 1; });
//
// Each look at it and each change of it is whole, however large it is and whoever is killed. But
// `count = count + 1`, and `++count`, are a look and then a change: what another process changed in
// between is lost. For that there is a lock:
//
//     const std::lock_guard guard(count.get_lock());
//     ++count;
#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <string>

#include "multiprocess/lock.h"
#include "multiprocess/probe.h"
#include "multiprocess/shared/archive.h"
#include "multiprocess/shared/next_name.h"
#include "multiprocess/shared/robust_mutex.h"
#include "multiprocess/shared/shared_memory.h"

namespace multiprocess {

/// Lives in shared memory, and belongs to every process that was forked while it lived. T is
/// trivially copyable, has no functions for archives of its own, and is no pointer.
template <class T>
class Value {
  static_assert(is_plain<T>,
                "A Value is shared as the bytes that it is: it must be trivially copyable, and a "
                "pointer means nothing in another process.");

 public:
  /// Throws std::system_error when there is no memory.
  explicit Value(const T& value = T()) : Value(value, next_name(Unnamed::value)) {}

  /// With a name of its own, by which observers and `maps` know it, in place of "value-1".
  Value(const T& value, const std::string& name)
      : name_(name),
        memory_(name, sizeof(Shared)),
        shared_(::new(memory_.data()) Shared{}),
        lock_(name + "-lock") {
    store(value);
  }
  Value(const Value&) = delete;
  Value& operator=(const Value&) = delete;

  T get() const {
    probe::look(name_.c_str());
    const Guard guard(shared_->mutex);
    return std::bit_cast<T>(shared_->copies[shared_->current.load() % 2]);
  }
  void set(const T& value) {
    probe::touch(name_.c_str());
    store(value);
  }

  operator T() const { return get(); }
  Value& operator=(const T& value) { return set(value), *this; }

  // A look, and then a change.
  Value& operator+=(const T& more) { return *this = get() + more; }
  Value& operator-=(const T& less) { return *this = get() - less; }
  Value& operator++() { return *this += T(1); }
  Value& operator--() { return *this -= T(1); }

  /// A lock that comes with it. Nothing takes it but its users.
  Lock& get_lock() { return lock_; }

  const std::string& name() const { return name_; }

 private:
  // The current copy is never written to; one store makes the other one current.
  struct Shared {
    RobustMutex mutex;
    std::atomic<std::uint32_t> current;
    std::array<std::array<std::byte, sizeof(T)>, 2> copies;
  };

  class Guard {
   public:
    explicit Guard(RobustMutex& mutex) : mutex_(mutex) { mutex_.lock(Deadline::never()); }
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;
    ~Guard() { mutex_.unlock(); }

   private:
    RobustMutex& mutex_;
  };

  void store(const T& value) {
    const Guard guard(shared_->mutex);
    const std::uint32_t next = shared_->current.load() + 1;
    std::memcpy(shared_->copies[next % 2].data(), &value, sizeof value);
    shared_->current.store(next);
  }

  std::string name_;
  SharedMemory memory_;
  Shared* shared_;
  Lock lock_;
};

}  // namespace multiprocess
