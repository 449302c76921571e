// A child that lives in its maker's memory until it executes a program: vfork(2).
//
// fork(2) copies the tables of all that a process has in memory, and from then on each page that
// either of the two writes to. For a large process that starts a short program that is most of what
// the program costs. But vfork(2) holds whoever calls it until the child has executed: so a thread
// of its own calls it, and whoever traces the child is free to do so meanwhile.
#pragma once

#include <sys/types.h>

#include <functional>
#include <semaphore>
#include <thread>

#include "world/room.h"

namespace procdemo::world {

class MemoryGuest {
 public:
  /// Starts it. `prepare` is called just before, by the thread that makes it. `become` is called in
  /// the child, with all signals blocked, and executes a program or ends (_exit(2)). What it
  /// changes in memory it changes for both: so it changes nothing, and asks for nothing that may
  /// change here. Throws std::system_error, as fork(2) fails.
  MemoryGuest(const std::function<void()>& prepare, std::function<void()> become);
  MemoryGuest(const MemoryGuest&) = delete;
  MemoryGuest& operator=(const MemoryGuest&) = delete;

  /// Waits until it has executed or ended. The thread stays until then, for it is the child's
  /// parent (PR_SET_PDEATHSIG in prctl(2)).
  ~MemoryGuest();

  /// It is this process's child, to be waited for as any other.
  pid_t pid() const { return pid_; }

 private:
  void make(const std::function<void()>& prepare);

  std::function<void()> become_;
  std::counting_semaphore<2> begun_{0};  // the child says so, and the thread when that is gone
  std::binary_semaphore over_{0};
  pid_t pid_ = -1;
  int error_ = 0;
  std::thread maker_;
};

}  // namespace procdemo::world
