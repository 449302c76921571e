// A queue for processes, as Python's multiprocessing.Queue.
//
//     Queue<std::string> letters(3);
//     Process writer([&] { for (char c : std::string("dongGe")) letters.put({c}); });
//
// It lives in shared memory without a name, and belongs to every process that was forked while it
// lived. A put is complete when it returns: there is no thread that sends later, so a process may
// end, or be joined, whatever is still in the queue. Any process may be killed at any moment: the
// others go on, no item is torn or comes twice, and at most the item in its hands is lost (see
// ring.h).
//
// Not to be used in a signal handler.
#pragma once

#include <concepts>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "multiprocess/exceptions.h"
#include "multiprocess/queues/ring.h"
#include "multiprocess/shared/archive.h"
#include "multiprocess/shared/next_name.h"
#include "multiprocess/shared/told_value.h"

namespace multiprocess {

/// Whether a T's bytes lie in one piece, so that a copy of them is all that packing does.
template <class T>
inline constexpr bool is_flat = std::is_same_v<T, std::string>;
template <class T>
inline constexpr bool is_flat<std::vector<T>> = is_plain<T> && !std::is_same_v<T, bool>;

/// The bytes of a value: where they lie, or packed into a string.
template <class T>
auto bytes_of(const T& value) {
  require_travel<T>();
  if constexpr (is_plain<T>) {
    return std::string_view(reinterpret_cast<const char*>(&value), sizeof value);
  } else if constexpr (is_flat<T>) {
    return std::string_view(reinterpret_cast<const char*>(value.data()),
                            value.size() * sizeof *value.data());
  } else {
    return pack(value);
  }
}

/// The other way round.
template <class T>
T value_of(std::string_view bytes) {
  if constexpr (std::is_same_v<T, std::string>) {
    return std::string(bytes);
  } else if constexpr (is_flat<T>) {
    T values(bytes.size() / sizeof(typename T::value_type));
    if (!bytes.empty()) std::memcpy(values.data(), bytes.data(), bytes.size());
    return values;
  } else {
    return unpack<T>(bytes);
  }
}

/// Holds up to `capacity` items, whatever their size; all together up to 1 GiB of them. Without a
/// capacity it is never full, and takes memory for the items that are in it. T is any type that can
/// travel (archive.h). Every call that waits takes a timeout in seconds (`2s`,
/// `100ms`); zero and less means at once.
template <class T>
class Queue {
 public:
  /// 0, as in Python: without a capacity. Throws std::system_error when memory is short, also from
  /// put() and get().
  explicit Queue(std::size_t capacity = 0) : Queue(capacity, next_name(Unnamed::queue)) {}

  /// With a name of its own, by which observers and `maps` know it, in place of "queue-1".
  Queue(std::size_t capacity, const std::string& name)
      : ring_(name, capacity, item_bytes(capacity), arena_bytes(capacity)) {}

  /// Waits while the queue is full; with a timeout, or without `block`, throws Full at last.
  /// Throws Closed after close(), std::length_error for an item that has no room in the memory of
  /// an empty queue.
  void put(const T& item) { put_until(item, Deadline::never()); }
  void put(const T& item, Seconds timeout) { put_until(item, Deadline::after(timeout)); }
  void put(const T& item, std::same_as<bool> auto block) { put_until(item, until(block)); }
  void put(const T& item, std::same_as<bool> auto block, Seconds timeout) {
    put_until(item, until(block, timeout));
  }
  void put_nowait(const T& item) { put_until(item, Deadline::at_once()); }

  /// Waits while the queue is empty; with a timeout, or without `block`, throws Empty at last.
  /// Throws Closed after close().
  T get() { return get_until(Deadline::never()); }
  T get(Seconds timeout) { return get_until(Deadline::after(timeout)); }
  T get(std::same_as<bool> auto block) { return get_until(until(block)); }
  T get(std::same_as<bool> auto block, Seconds timeout) { return get_until(until(block, timeout)); }
  T get_nowait() { return get_until(Deadline::at_once()); }

  /// What was so a moment ago: other processes may put and get meanwhile.
  std::size_t qsize() const { return ring_.size(); }
  bool empty() const { return qsize() == 0; }
  bool full() const { return ring_.full(); }

  std::size_t capacity() const { return ring_.capacity(); }  ///< 0: none
  const std::string& name() const { return ring_.name(); }

  /// This process will neither put nor get any more (nor will those it forks from now on); the
  /// others may.
  void close() { closed_ = true; }

  /// Says that an item is done with, once for every get. Throws std::logic_error when that was said
  /// of all that were put.
  void task_done() { ring_.task_done(); }

  /// Waits until task_done() was called for every item that was put. The version with a timeout
  /// says whether it came to that. (An item lost in the hands of a killed process is never done.)
  void join() const { ring_.join(Deadline::never()); }
  bool join(Seconds timeout) const { return ring_.join(Deadline::after(timeout)); }

 private:
  // A plain value of moderate size stands in the ring itself, any other one in its arena.
  static constexpr bool in_slot = is_plain<T> && sizeof(T) <= 256;
  static constexpr std::size_t item_bytes(std::size_t capacity) {
    return in_slot && capacity != 0 ? sizeof(T) : Ring::any_size;
  }
  static constexpr std::size_t arena_bytes(std::size_t capacity) {
    return std::size_t{1} << (capacity != 0 ? 30 : 36);
  }

  static Deadline until(bool block) { return block ? Deadline::never() : Deadline::at_once(); }
  static Deadline until(bool block, Seconds timeout) {
    return block ? Deadline::after(timeout) : Deadline::at_once();
  }

  void put_until(const T& item, Deadline until);
  T get_until(Deadline until);
  void check_open() const {
    if (closed_) throw Closed(name() + " was closed by this process");
  }

  Ring ring_;
  bool closed_ = false;
};

template <class T>
void Queue<T>::put_until(const T& item, Deadline until) {
  check_open();
  const auto bytes = bytes_of(item);
  const std::string value = told_value(item);
  Ring::Put put = ring_.put(bytes.size(), until);
  if (!bytes.empty()) std::memcpy(put.place(), bytes.data(), bytes.size());
  put.publish(value.c_str());
}

template <class T>
T Queue<T>::get_until(Deadline until) {
  check_open();
  Ring::Get get = ring_.get(until);
  if constexpr (is_plain<T> || is_flat<T>) {
    T item = value_of<T>(get.bytes());
    get.publish(told_value(item).c_str());
    return item;
  } else {
    // A type's own functions may take their time, or throw: not with the lock.
    const std::string bytes(get.bytes());
    get.publish();
    return unpack<T>(bytes);
  }
}

}  // namespace multiprocess
