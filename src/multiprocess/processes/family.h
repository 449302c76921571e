// What this process knows of its relatives: who made it, and whom it has made.
#pragma once

#include <sys/types.h>

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "multiprocess/processes/life.h"

namespace multiprocess {

/// What a child is told of the process and the thread that made it.
struct Birth {
  pid_t parent;
  bool by_first_thread;
  int bond;  ///< a daemon's end of a pipe whose other end only the parent has; -1: it needs none
};

/// One in each process. Whoever forks, and by whichever call of the C library, the child begins
/// with an empty family (pthread_atfork(3)): its siblings' descriptors are closed, and it waits for
/// nobody else's children.
class Family {
 public:
  static Family& own();

  /// A process to be started.
  std::shared_ptr<Life> create(std::string name, std::optional<bool> daemon);

  /// Forks, and returns twice, as fork does: nothing in the parent, its birth in the child. Throws
  /// std::system_error, and then there is no child.
  std::optional<Birth> start(const std::shared_ptr<Life>& life);

  std::shared_ptr<Life> self() const { return self_; }
  std::shared_ptr<Life> parent();

  /// Those that have been started and not waited for, oldest first.
  std::vector<std::shared_ptr<Life>> children() const;

  /// The descriptor by which this process, a daemon, learns of its parent's end, not to be closed;
  /// -1 where none is needed.
  int bond() const { return bond_.get(); }

  /// Whether any that it has started as a daemon lives.
  bool has_daemons() const;

  /// What a process does at its end: has its daemons ended, and waits for everybody.
  void end() noexcept;

  // What a Life has its family know.
  void reaped(const Life& life);  ///< it has been waited for
  void forget(const Life& life);  ///< nobody asks for it any more
  void close(Life& life);         ///< its descriptor is not needed

 private:
  Family();

  procdemo::base::Fd bind_daemon(Life& life);
  bool make_child(const std::shared_ptr<Life>& life);
  void adopt(const std::shared_ptr<Life>& life, procdemo::base::Child child);
  void reap_abandoned();
  void begin_anew();

  // Held while a process forks, so that the child finds the lists complete.
  mutable std::mutex mutex_;
  std::shared_ptr<Life> self_;
  std::shared_ptr<Life> parent_;
  procdemo::base::Fd bond_;
  unsigned created_ = 0;
  std::vector<std::shared_ptr<Life>> running_;  // oldest first; it stays here until waited for
  std::vector<Life*> open_;                     // those with a descriptor: the running, and more
};

}  // namespace multiprocess
