// Seccomp filters of its own, calls of other ABIs, and calls whose work is done elsewhere.
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <cstring>
#include <system_error>
#include <thread>

#include "at_random.h"

namespace at_random {

namespace {

// `action` for one call, or for all of them.
int filter(int call, std::uint32_t action, unsigned flags) {
  sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(call), 0, 1),
      BPF_STMT(BPF_RET | BPF_K, action),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const sock_fprog program = {4, code};
  return static_cast<int>(::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program));
}

// Lets every call run that the listener is told of.
void answer_all(int listener) {
  while (true) {
    seccomp_notif asked{};
    if (::ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &asked) != 0) return;
    seccomp_notif_resp answer{};
    answer.id = asked.id;
    answer.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
    ::ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
  }
}

void listen(Random& random) {
  constexpr int calls[] = {SYS_clone, SYS_write, SYS_kill, SYS_execve};
  const int call = random.one_of(calls);
  const int listener = filter(call, SECCOMP_RET_USER_NOTIF, SECCOMP_FILTER_FLAG_NEW_LISTENER);
  if (listener < 0) return;
  if (::fork() == 0) answer_all(listener);
  for (int i = 0; i < 20; ++i) {
    if (::syscall(SYS_clone, CLONE_UNTRACED | SIGCHLD, 0, 0, 0, 0) != 0) continue;
    for (;;) ::pause();
  }
}

void filter_calls(Random& random) {
  constexpr int calls[] = {SYS_clone,   SYS_write,        SYS_kill,  SYS_wait4, SYS_exit_group,
                           SYS_getppid, SYS_rt_sigaction, SYS_futex, SYS_read,  SYS_execve,
                           -1};
  constexpr std::uint32_t actions[] = {
      SECCOMP_RET_TRACE,     SECCOMP_RET_TRACE | 1,   SECCOMP_RET_TRACE | 7,
      SECCOMP_RET_ERRNO | 1, SECCOMP_RET_ERRNO,       SECCOMP_RET_TRAP,
      SECCOMP_RET_LOG,       SECCOMP_RET_KILL_THREAD, SECCOMP_RET_USER_NOTIF};
  constexpr unsigned flags[] = {0, SECCOMP_FILTER_FLAG_TSYNC, SECCOMP_FILTER_FLAG_LOG};
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  filter(random.one_of(calls), random.one_of(actions), random.one_of(flags));
}

void be_strict(Random& random) {
  const bool by_prctl = random.up_to(2) == 0;
  if (::fork() != 0) return;
  if (by_prctl) {
    ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT);
  } else {
    ::syscall(SYS_seccomp, SECCOMP_SET_MODE_STRICT, 0, nullptr);
  }
  [[maybe_unused]] const ssize_t written = ::write(1, "strict\n", 7);
  ::syscall(SYS_getpid);
  ::syscall(SYS_exit, 0);
}

// The numbers of fork and write in the 32-bit table; in a child, for the machine may not have it.
void call_32_bit(Random& random) {
  const int number = random.up_to(2) == 0 ? 2 : 4;
  if (::fork() != 0) return;
#ifdef __x86_64__
  long result = number;
  asm volatile("int $0x80" : "+a"(result) : "b"(1), "c"(0), "d"(0) : "memory");
#endif
  ::_exit(number);
}

void call_x32(Random& random) {
  constexpr long x32 = 0x40000000;
  constexpr int calls[] = {SYS_clone, SYS_fork, SYS_write, SYS_kill};
  if (::syscall(x32 + random.one_of(calls), SIGCHLD, 0, 0, 0, 0) == 0) ::_exit(0);
}

void write_by_aio(Random&) {
  static const char text[] = "\x1b]0;unseen\x07";
  aio_context_t context = 0;
  if (::syscall(SYS_io_setup, 1, &context) != 0) return;
  const int terminal = ::open("/dev/tty", O_WRONLY | O_CLOEXEC);
  iocb job{};
  job.aio_lio_opcode = IOCB_CMD_PWRITE;
  job.aio_fildes = static_cast<std::uint32_t>(terminal < 0 ? 1 : terminal);
  job.aio_buf = reinterpret_cast<std::uint64_t>(text);
  job.aio_nbytes = sizeof text - 1;
  iocb* jobs[] = {&job};
  ::syscall(SYS_io_submit, context, 1, jobs);
}

void set_up_ring(Random&) {
  char parameters[256] = {};
  ::syscall(SYS_io_uring_setup, 8, parameters);
}

// Another thread puts another descriptor in the place of the one that is being written to.
void race_descriptors(Random&) {
  const int place = ::dup(1), null = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  try {
    std::thread([=] {
      for (int i = 0; i < 3000; ++i) ::dup2(i % 2 == 0 ? null : 1, place);
    }).detach();
  } catch (const std::system_error&) {
    return;
  }
  for (int i = 0; i < 100; ++i) [[maybe_unused]]
    const ssize_t done = ::write(place, "race\n", 5);
}

void call_anything(Random& random) {
  constexpr int left_out[] = {SYS_reboot,
                              SYS_kexec_load,
                              SYS_kexec_file_load,
                              SYS_sync,
                              SYS_swapoff,
                              SYS_swapon,
                              SYS_settimeofday,
                              SYS_clock_settime,
                              SYS_adjtimex,
                              SYS_sethostname,
                              SYS_setdomainname,
                              SYS_vhangup,
                              SYS_clock_adjtime,
                              SYS_syslog,
                              SYS_init_module,
                              SYS_delete_module,
                              SYS_umount2,
                              SYS_pivot_root,
                              SYS_unlink,
                              SYS_rmdir,
                              SYS_unlinkat,
                              SYS_rename,
                              SYS_syncfs,
                              SYS_rt_sigreturn,
                              SYS_kill,
                              SYS_tkill,
                              SYS_tgkill,
                              SYS_rt_sigqueueinfo,
                              SYS_rt_tgsigqueueinfo,
                              SYS_ptrace,
                              SYS_prlimit64};
  const int number = random.up_to(470);
  for (const int call : left_out) {
    if (call == number) return;
  }
  const auto argument = [&] { return static_cast<long>(random.up_to(64)) - 2; };
  const long a = argument(), b = argument(), c = argument(), d = argument();
  ::syscall(random.wide(number), random.wide(a), random.wide(b), c, d, argument(), argument());
}

}  // namespace

std::vector<Deed> filtering() {
  return {{"listen", listen},        {"filter", filter_calls},   {"strict", be_strict},
          {"call32", call_32_bit},   {"x32", call_x32},          {"aio", write_by_aio},
          {"io_uring", set_up_ring}, {"race", race_descriptors}, {"anything", call_anything}};
}

}  // namespace at_random
