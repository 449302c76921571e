#include "machine.h"

#include <fcntl.h>
#include <grp.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <optional>

#include "base/pidfd.h"
#include "catch.h"
#include "sanitized.h"

namespace procdemo::base {
namespace {

constexpr uid_t ordinary = 65534;

// The wait status of a child that did `deed` and ended with what it returned.
int status_of(const std::function<int()>& deed) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(deed());
  int status = -1;
  if (child > 0) ::waitpid(child, &status, __WALL);
  return status;
}

// What keeps a child from doing `deed`, which returns 0 or errno; nothing where it works.
std::string trouble_of(const std::string& what, const std::function<int()>& deed) {
  const int status = status_of(deed);
  if (WIFSIGNALED(status)) return what + ": " + ::strsignal(WTERMSIG(status));
  const int error = WIFEXITED(status) ? WEXITSTATUS(status) : EAGAIN;
  return error == 0 ? "" : what + ": " + ::strerror(error);
}

int errno_of(long result) {
  return result < 0 ? errno : 0;
}

void skip_where(const std::string& trouble) {
  if (!trouble.empty()) SKIP_TEST(trouble);
}

std::string trouble_with_tracing() {
  const pid_t child = ::fork();
  if (child == 0) {
    for (;;) ::pause();
  }
  const int error = errno_of(::ptrace(PTRACE_SEIZE, child, nullptr, PTRACE_O_EXITKILL));
  send_signal(open_process(child), SIGKILL);
  ::waitpid(child, nullptr, __WALL);
  return error == 0 ? "" : std::string("ptrace(PTRACE_SEIZE): ") + ::strerror(error);
}

int getpid_by_int_0x80() {
  int result;
  asm volatile("int $0x80" : "=a"(result) : "a"(20) : "memory", "r8", "r9", "r10", "r11");
  return result == ::getpid() ? 0 : -result;
}

// A filter that hands the call to a tracer. Where a filter outside answers it, or ends the caller,
// ours is not asked: those results go before SECCOMP_RET_TRACE.
int trace_call(long number) {
  sock_filter lines[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<__u32>(number), 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  sock_fprog program{static_cast<unsigned short>(std::size(lines)), lines};
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

bool reaches_tracer(long number) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    ::raise(SIGSTOP);
    if (trace_call(number) == 0) ::syscall(number, 0, 0, 0, 0, 0, 0);
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, __WALL);
  ::ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_EXITKILL | PTRACE_O_TRACESECCOMP);
  ::ptrace(PTRACE_CONT, child, nullptr, nullptr);
  ::waitpid(child, &status, __WALL);
  const bool stopped = status >> 8 == (SIGTRAP | PTRACE_EVENT_SECCOMP << 8);
  send_signal(open_process(child), SIGKILL);
  ::waitpid(child, nullptr, __WALL);
  return stopped;
}

int become_ordinary() {
  if (::setgroups(0, nullptr) != 0 || ::setgid(ordinary) != 0) return errno;
  return errno_of(::setuid(ordinary));
}

int mount_privately() {
  if (::geteuid() != 0 && ::unshare(CLONE_NEWUSER) != 0) return errno;
  if (::unshare(CLONE_NEWNS) != 0) return errno;
  return errno_of(::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr));
}

}  // namespace

void need_tracing() {
  static const std::string trouble = trouble_with_tracing();
  skip_where(trouble);
}

void need_32_bit_calls() {
  skip_where(trouble_of("32-bit calls (int 0x80)", getpid_by_int_0x80));
}

void need_call(long number) {
  need_tracing();
  if (!reaches_tracer(number))
    SKIP_TEST("a seccomp filter around the tests answers call " + std::to_string(number));
}

void need_root() {
  if (::geteuid() != 0) SKIP_TEST("only root can become another user");
  skip_where(trouble_of("root cannot become another user here", become_ordinary));
}

void need_ordinary_user() {
  if (::geteuid() == 0) need_root();
}

void need_mounts() {
  skip_where(trouble_of("a mount namespace", mount_privately));
}

void need_two_processors() {
  cpu_set_t allowed;
  if (::sched_getaffinity(0, sizeof allowed, &allowed) == 0 && CPU_COUNT(&allowed) < 2)
    SKIP_TEST("there is only one processor here");
}

void need_page_state() {
  skip_where(trouble_of("open /proc/PID/pagemap",
                        [] { return errno_of(::open("/proc/self/pagemap", O_RDONLY)); }));
}

void need_terminals() {
  static const std::string trouble = trouble_of("open /dev/ptmx", [] {
    const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY);
    return terminal < 0 || ::grantpt(terminal) != 0 || ::unlockpt(terminal) != 0 ? errno : 0;
  });
  skip_where(trouble);
}

void need_no_sanitizer() {
  if (!is_sanitized && !std::getenv("PROCDEMO_IS_SANITIZED")) return;
  SKIP_TEST("built with a sanitizer, which needs a /proc, descriptors and addresses of its own");
}

void tell_all_processes() {
  constexpr auto tell = R"(cd /proc && for pid in [0-9]*; do
    tr '\0' ' ' <$pid/cmdline; cat $pid/wchan; echo; cat $pid/syscall
    grep -E '^(State|Pid|PPid|TracerPid|SigPnd|ShdPnd|SigBlk|SigCgt)' $pid/status | tr '\n' ' '; echo
  done >&2)";
  [[maybe_unused]] const int told = std::system(tell);
}

}  // namespace procdemo::base
