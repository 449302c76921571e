// Signals with their senders and values, faults, breakpoints, and what a mask holds back: all of it
// reaches the program as it would alone.
#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include "tell.h"

static siginfo_t last;
static volatile sig_atomic_t handled = 0;

static void remember(int, siginfo_t* info, void*) {
  last = *info;
  handled = handled + 1;
}

static void handle(int signal, int flags = 0) {
  struct sigaction action{};
  action.sa_sigaction = remember;
  action.sa_flags = SA_SIGINFO | flags;
  ::sigaction(signal, &action, nullptr);
}

static void from_a_child() {
  handle(SIGUSR1);
  sigset_t user, old;
  ::sigemptyset(&user);
  ::sigaddset(&user, SIGUSR1);
  ::sigprocmask(SIG_BLOCK, &user, &old);
  const pid_t child = ::fork();
  if (child == 0) {
    ::sigqueue(::getppid(), SIGUSR1, sigval{.sival_int = 42});
    ::_exit(0);
  }
  end_of(child);
  sigset_t pending;
  ::sigpending(&pending);
  tell("blocked: pending %d, handled %d", ::sigismember(&pending, SIGUSR1), handled);
  ::sigprocmask(SIG_SETMASK, &old, nullptr);
  tell("unblocked: handled %d, value %d, from the child: %s, code %s", handled,
       last.si_value.sival_int, last.si_pid == child ? "yes" : "no",
       last.si_code == SI_QUEUE ? "SI_QUEUE" : "another");
}

static void from_itself() {
  handle(SIGUSR2);
  ::kill(::getpid(), SIGUSR2);
  tell("kill: from itself: %s, code %s", last.si_pid == ::getpid() ? "yes" : "no",
       last.si_code == SI_USER ? "SI_USER" : "another");
  handle(SIGTRAP);
  handled = 0;
  asm volatile("int3");
  tell("breakpoint: handled %d, code %s", handled,
       last.si_code == SI_KERNEL ? "SI_KERNEL" : "another");
  ::raise(SIGTRAP);
  tell("raise(SIGTRAP): handled %d, code %s", handled,
       last.si_code == SI_TKILL ? "SI_TKILL" : "another");
  handle(SIGRTMIN);
  handled = 0;
  for (int i = 0; i < 5; ++i) ::raise(SIGRTMIN);
  tell("real-time: handled %d", handled);
}

// A fault whose handler mends its cause: the store then succeeds.
static void mended_fault() {
  static char* page =
      static_cast<char*>(::mmap(nullptr, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  struct sigaction action{};
  action.sa_flags = SA_SIGINFO;
  action.sa_sigaction = [](int, siginfo_t* info, void*) {
    last = *info;
    ::mprotect(page, 4096, PROT_READ | PROT_WRITE);
  };
  ::sigaction(SIGSEGV, &action, nullptr);
  page[5] = 'x';
  tell("fault: at the right address: %s, stored %c", last.si_addr == page + 5 ? "yes" : "no",
       page[5]);
  ::signal(SIGSEGV, SIG_DFL);
}

template <class Act>
static void dies(const char* name, Act act) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGTRAP, SIG_DFL);
    act();
    ::_exit(0);
  }
  tell("%s: %s", name, end_of(child).c_str());
}

static void deaths() {
  dies("null pointer", [] { *const_cast<volatile int*>(static_cast<int*>(nullptr)) = 1; });
  dies("abort", [] { std::abort(); });
  dies("breakpoint", [] { asm volatile("int3"); });
  dies("illegal instruction", [] { asm volatile("ud2"); });
  dies("SIGKILL", [] { ::raise(SIGKILL); });
  dies("SIGTERM", [] { ::raise(SIGTERM); });
  dies("SIGURG, ignored by default", [] { ::raise(SIGURG); });
  dies("exit_group in a call", [] { ::syscall(SYS_exit_group, 7); });
}

int main() {
  from_a_child();
  from_itself();
  mended_fault();
  deaths();
}
