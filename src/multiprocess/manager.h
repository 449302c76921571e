// Queues for processes that share nothing but an address, as Python's multiprocessing.Manager.
//
//     Manager manager;
//     auto letters = manager.queue<std::string>();
//     Pool pool(2);                       // its workers share no memory with one another
//     pool.apply(writer, letters);        // the proxy travels as a task's argument
//
// A manager is a process: it holds the items, and every call of a proxy is a message to it and its
// answer (unix(7)). That is slower than a Queue, by two changes of process for each call. But a
// Queue must be there before the processes that use it are forked, and a proxy may be sent to a
// process that was there before it.
#pragma once

#include <cstddef>

#include "multiprocess/managers/managed_queue.h"
#include "multiprocess/process.h"

namespace multiprocess {

/// Starts a manager's process, and ends it when it is destroyed; what is still in its queues is
/// gone then. The process is a daemon: it ends with the one that started it, however that ends. It
/// ignores SIGINT, so that Ctrl-C leaves programs their queues as long as they need to end. It
/// keeps none of its parent's descriptors but standard error.
class Manager {
 public:
  /// Throws std::system_error when there are no processes or descriptors left.
  Manager();
  Manager(const Manager&) = delete;
  Manager& operator=(const Manager&) = delete;
  ~Manager();

  /// A new queue. `capacity` 0: it is never full. Not of a temporary, with which it would end.
  template <class T>
  ManagedQueue<T> queue(std::size_t capacity = 0) & {
    return ManagedQueue<T>(make_queue(capacity));
  }
  template <class T>
  ManagedQueue<T> queue(std::size_t = 0) && = delete;  // it ends here: give the Manager a name

  /// Ends the process, and returns when it has ended. In a process that fork made, where the copy
  /// of this object is not the manager's parent, it does nothing.
  void shutdown();

  /// The manager's process, to look at.
  const Process& process() const { return process_; }

 private:
  QueueProxy make_queue(std::size_t capacity);

  Process process_;
  wire::Address address_;
  pid_t parent_;
};

}  // namespace multiprocess
