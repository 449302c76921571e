// A proxy for a queue that a manager holds (manager.h).
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "multiprocess/exceptions.h"
#include "multiprocess/managers/wire.h"
#include "multiprocess/shared/archive.h"
#include "multiprocess/shared/deadline.h"

namespace multiprocess {

/// The calls of ManagedQueue without its type: items are bytes.
class QueueProxy {
 public:
  void put(std::string_view item, Deadline until) const;
  std::string get(Deadline until) const;
  std::size_t size() const;
  bool is_full() const;
  void task_done() const;
  bool join(Deadline until) const;

  wire::Address address;
  std::uint32_t queue = 0;
};

/// A proxy for a queue in a manager: an address and a number, to be copied and sent as one likes. T
/// is any type that can travel (archive.h). Any process of the same user may use it, and any number
/// of threads. It may be dropped at any time; the queue ends with its manager.
///
/// Every call throws Closed when the manager has ended, and Error when another process answers in
/// its place. Timeouts are seconds; zero and less means at once.
///
/// Clients may be killed at any moment. A put that was not complete has not happened. An item whose
/// answer the client had not taken whole goes back to the queue's front; one that had reached it is
/// lost with it.
template <class T>
class ManagedQueue {
 public:
  /// No queue: one to be assigned to.
  ManagedQueue() = default;
  explicit ManagedQueue(QueueProxy proxy) : proxy_(proxy) { require_travel<T>(); }

  /// Waits while the queue is full; with a timeout, or without `block`, throws Full at last.
  void put(const T& item) const { put_until(item, Deadline::never()); }
  void put(const T& item, Seconds timeout) const { put_until(item, Deadline::after(timeout)); }
  void put(const T& item, std::same_as<bool> auto block) const { put_until(item, until(block)); }
  void put(const T& item, std::same_as<bool> auto block, Seconds timeout) const {
    put_until(item, until(block, timeout));
  }
  void put_nowait(const T& item) const { put_until(item, Deadline::at_once()); }

  /// Waits while the queue is empty; with a timeout, or without `block`, throws Empty at last.
  T get() const { return get_until(Deadline::never()); }
  T get(Seconds timeout) const { return get_until(Deadline::after(timeout)); }
  T get(std::same_as<bool> auto block) const { return get_until(until(block)); }
  T get(std::same_as<bool> auto block, Seconds timeout) const {
    return get_until(until(block, timeout));
  }
  T get_nowait() const { return get_until(Deadline::at_once()); }

  /// What was so when the manager looked: others may put and get meanwhile.
  std::size_t qsize() const { return proxy_.size(); }
  bool empty() const { return qsize() == 0; }
  bool full() const { return proxy_.is_full(); }

  /// Says that an item is done with, once for every get. Throws std::logic_error when that was said
  /// of all that were put.
  void task_done() const { proxy_.task_done(); }

  /// Waits until task_done() was called for every item that was put. The version with a timeout
  /// says whether it came to that.
  void join() const { proxy_.join(Deadline::never()); }
  bool join(Seconds timeout) const { return proxy_.join(Deadline::after(timeout)); }

 private:
  static Deadline until(bool block) { return block ? Deadline::never() : Deadline::at_once(); }
  static Deadline until(bool block, Seconds timeout) {
    return block ? Deadline::after(timeout) : Deadline::at_once();
  }
  void put_until(const T& item, Deadline until) const { proxy_.put(pack(item), until); }
  T get_until(Deadline until) const { return unpack<T>(proxy_.get(until)); }

  QueueProxy proxy_;
};

}  // namespace multiprocess
