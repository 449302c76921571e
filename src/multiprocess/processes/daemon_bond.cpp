// PR_SET_PDEATHSIG has the kernel send a signal when one's parent ends. Two things are to be known.
//
// "Parent" there means the thread that called fork. When that one ends and its process goes on, the
// child becomes another thread's, and the signal is sent all the same: as SIGKILL it would end a
// daemon whose parent lives. So only a child of the first thread asks for it, and the first thread
// of a process with daemons does not end before the others: pthread_exit(3) waits in it.
// (Whoever joins the first thread while daemons live waits for them.)
//
// A child of any other thread has the end of a pipe whose other end is its parent's alone, which
// the kernel closes when that ends, however it ends. A pipe can send a signal to whoever asks for
// it when the other end is closed (O_ASYNC, F_SETSIG, fcntl(2)): SIGKILL, for which nobody's sleep
// is interrupted before. It would be no help to children of the first thread, too, to have both:
// such a signal can come at any moment, so whoever holds processes at their steps would have to
// look at all of them after each.
//
// And the parent may have ended before any of this: then nobody will send anything, and the child
// sees it by having another parent by now; or by the pipe, whose other end a process that ends
// closes before its children get another parent.
#include "multiprocess/processes/daemon_bond.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>
#include <ctime>
#include <exception>

#include "base/check.h"
#include "base/own_signal.h"
#include "base/procfs.h"

namespace multiprocess {
namespace {

// The pipe stays open when this process becomes another program, as PR_SET_PDEATHSIG stays.
void kill_at_hangup(int pipe) {
  procdemo::base::check("F_SETFD", ::fcntl(pipe, F_SETFD, 0));
  procdemo::base::check("F_SETOWN", ::fcntl(pipe, F_SETOWN, ::getpid()));
  procdemo::base::check("F_SETSIG", ::fcntl(pipe, F_SETSIG, SIGKILL));
  procdemo::base::check("F_SETFL", ::fcntl(pipe, F_SETFL, O_ASYNC));
  pollfd end{pipe, 0, 0};
  if (::poll(&end, 1, 0) == 1) procdemo::base::signal_self(SIGKILL);
}

// Where that cannot be seen now, for want of a descriptor or of memory, they are taken to be there.
bool is_needed() noexcept try {
  return Family::own().has_daemons() && procdemo::base::tasks_of(::getpid()).size() > 1;
} catch (const std::exception&) {
  return true;
}

// Nobody tells when the other threads have ended.
void wait_for_other_threads(void*) {
  constexpr timespec pause{0, 20'000'000};
  while (is_needed()) ::nanosleep(&pause, nullptr);
}

}  // namespace

void keep_first_thread() {
  static const pthread_key_t at_its_end = [] {
    pthread_key_t key{};
    errno = ::pthread_key_create(&key, wait_for_other_threads);
    procdemo::base::check("pthread_key_create", errno == 0 ? 0 : -1);
    return key;
  }();
  errno = ::pthread_setspecific(at_its_end, &at_its_end);  // without a value it is not called
  procdemo::base::check("pthread_setspecific", errno == 0 ? 0 : -1);
}

void end_with_parent(const Birth& birth) {
  if (birth.bond < 0) {
    procdemo::base::check("prctl(PR_SET_PDEATHSIG)", ::prctl(PR_SET_PDEATHSIG, SIGKILL));
  } else {
    kill_at_hangup(birth.bond);
  }
  if (::getppid() != birth.parent) procdemo::base::signal_self(SIGKILL);
}

}  // namespace multiprocess
