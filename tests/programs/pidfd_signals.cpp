// Signals by descriptor: who is told to have sent them, and what comes with them.
#include <fcntl.h>
#include <sys/syscall.h>

#include <csignal>

#include "tell.h"

namespace {

void on_signal(int, siginfo_t* info, void*) {
  const char* from = info->si_pid == ::getpid()    ? "itself"
                     : info->si_pid == ::getppid() ? "its parent"
                                                   : "another";
  tell("signal: code %d, from %s, value %d", info->si_code, from,
       info->si_code == SI_QUEUE ? info->si_value.sival_int : 0);
}

long send(int fd, int signal, siginfo_t* info = nullptr, unsigned flags = 0) {
  return ::syscall(SYS_pidfd_send_signal, fd, signal, info, flags);
}

}  // namespace

int main() {
  struct sigaction action{};
  action.sa_sigaction = on_signal;
  action.sa_flags = SA_SIGINFO;
  ::sigaction(SIGUSR1, &action, nullptr);
  const int self = static_cast<int>(::syscall(SYS_pidfd_open, ::getpid(), 0));
  tell("plain: %s", answer(send(self, SIGUSR1)).c_str());
  siginfo_t info{};
  info.si_signo = SIGUSR1;
  info.si_code = SI_QUEUE;
  info.si_pid = ::getpid();
  info.si_value.sival_int = 42;
  tell("queued: %s", answer(send(self, SIGUSR1, &info)).c_str());
  tell("asked: %s", answer(send(self, 0)).c_str());
  tell("no such signal: %s", answer(send(self, 1000)).c_str());
  tell("no such flags: %s", answer(send(self, SIGUSR1, nullptr, 0x100)).c_str());
  tell("no descriptor: %s", answer(send(1000, SIGUSR1)).c_str());
  tell("not of a process: %s", answer(send(1, SIGUSR1)).c_str());
  tell("folder: %s", answer(send(::open("/proc/self", O_RDONLY | O_DIRECTORY), SIGUSR1)).c_str());
  for (const int itself : {-10000, -10001}) {  // PIDFD_SELF_THREAD, PIDFD_SELF_THREAD_GROUP
    tell("itself: %s", answer(send(itself, 0)).c_str());
    tell("itself: %s", answer(send(itself, SIGUSR1)).c_str());
  }
  const pid_t child = ::fork();
  if (child == 0) {
    ::pause();
    ::_exit(0);
  }
  until_sleeping(child);
  const int other = static_cast<int>(::syscall(SYS_pidfd_open, child, 0));
  tell("child: %s", answer(send(other, SIGTERM)).c_str());
  tell("child: %s", end_of(child).c_str());
  tell("gone: %s", answer(send(other, SIGTERM)).c_str());
}
