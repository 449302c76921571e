#include "world/memory_guest.h"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <utility>

#include "base/signal_mask.h"

namespace procdemo::world {

// A handler of ours that ran in the child would run in our memory.
MemoryGuest::MemoryGuest(const std::function<void()>& prepare, std::function<void()> become)
    : become_(std::move(become)) {
  sigset_t all;
  ::sigfillset(&all);
  const SignalMask blocked(all);
  maker_ = std::thread([&] { make(prepare); });
  begun_.acquire();
  if (pid_ > 0) return;
  maker_.join();
  errno = error_;
  throw_failure("vfork");
}

// In the thread, and from vfork() to exec(2) in the child, on the same stack.
void MemoryGuest::make(const std::function<void()>& prepare) {
  prepare();
  const pid_t pid = ::vfork();
  if (pid == 0) {
    pid_ = ::getpid();
    begun_.release();
    become_();
    ::_exit(127);
  }
  error_ = errno;
  if (pid_ < 0) pid_ = pid;  // it was killed before it could do a thing, or there is none
  begun_.release();
  if (pid > 0) over_.acquire();
}

MemoryGuest::~MemoryGuest() {
  over_.release();
  maker_.join();
}

}  // namespace procdemo::world
