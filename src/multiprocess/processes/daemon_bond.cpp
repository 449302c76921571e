// PR_SET_PDEATHSIG has the kernel send a signal when one's parent ends. Two things are to be known.
//
// "Parent" there means the thread that called fork. When that one ends and its process goes on, the
// child becomes another thread's, and the signal is sent all the same: as SIGKILL it would end a
// daemon whose parent lives. So only a child of the first thread, whose end is the process's, asks
// for SIGKILL. Any other asks for a signal that it handles: getppid tells whether the process is
// gone or only a thread of it. The request stays, so the end of the next thread will be told, too.
//
// And the parent may have ended before prctl was called: then nobody will send anything, and the
// child sees it by having another parent by now.
#include "multiprocess/processes/daemon_bond.h"

#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>

#include "base/check.h"
#include "base/own_signal.h"
#include "base/signal_mask.h"

namespace multiprocess {
namespace {

pid_t bound_to = 0;

void end_if_orphaned(int) {
  if (::getppid() != bound_to) procdemo::base::signal_self(SIGKILL);
}

void ask_for(int signal) {
  procdemo::base::check("prctl(PR_SET_PDEATHSIG)", ::prctl(PR_SET_PDEATHSIG, signal));
}

void ask_for_handled(int signal) {
  struct sigaction action{};
  action.sa_handler = end_if_orphaned;
  action.sa_flags = SA_RESTART;
  procdemo::base::check("sigaction", ::sigaction(signal, &action, nullptr));
  const sigset_t set = procdemo::base::signal_set({signal});
  procdemo::base::check("sigprocmask", ::sigprocmask(SIG_UNBLOCK, &set, nullptr));
  ask_for(signal);
}

}  // namespace

void end_with_parent(const Birth& birth) {
  bound_to = birth.parent;
  if (birth.by_first_thread) {
    ask_for(SIGKILL);
  } else {
    ask_for_handled(SIGRTMAX);
  }
  end_if_orphaned(0);
}

}  // namespace multiprocess
