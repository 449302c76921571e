// What depends on the processor: registers, and the numbers of system calls. Everything that knows
// x86-64 stands in arch_x86_64.cpp; another architecture is another such file.
#pragma once

#include <sys/types.h>
#include <sys/user.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace procdemo {

/// The system calls procdemo knows. Their numbers, names and handlers: number_of() and calls.h.
enum class Call {
  // processes
  fork,
  vfork,
  clone,
  execve,
  execveat,
  wait4,
  waitid,
  // signals
  kill,
  tkill,
  tgkill,
  rt_sigqueueinfo,
  rt_tgsigqueueinfo,
  pidfd_send_signal,
  rt_sigaction,
  rt_sigprocmask,
  // output, pipes, sockets, message queues
  write,
  writev,
  pwritev2,
  sendfile,
  splice,
  tee,
  vmsplice,
  copy_file_range,
  read,
  readv,
  sendto,
  sendmsg,
  recvfrom,
  recvmsg,
  mq_notify,
  mq_timedsend,
  mq_timedreceive,
  msgsnd,
  msgrcv,
  // locks, and what gives them back
  flock,
  fcntl,
  close,
  close_range,
  dup2,
  dup3,
  // sleeping and timed waiting
  nanosleep,
  clock_nanosleep,
  select,
  pselect6,
  poll,
  ppoll,
  epoll_wait,
  epoll_pwait,
  epoll_pwait2,
  futex,
  rt_sigtimedwait,
  semtimedop,
  alarm,
  setitimer,
  getitimer,
  timer_settime,
  timer_gettime,
  timerfd_settime,
  timerfd_gettime,
  setsockopt,
  restart_syscall,
  // clocks
  clock_gettime,
  gettimeofday,
  time,
  // processor time and the machine's state (controlled runs)
  getrusage,
  times,
  sysinfo,
  sched_getaffinity,
  // controlled runs: what may wait, what others may notice, and randomness
  pause,
  rt_sigsuspend,
  accept,
  accept4,
  connect,
  semop,
  sched_yield,
  // files: looks and changes that others may notice (explored runs)
  open,
  openat,
  creat,
  pread64,
  pwrite64,
  preadv,
  pwritev,
  preadv2,
  lseek,
  truncate,
  ftruncate,
  fallocate,
  unlink,
  unlinkat,
  rename,
  renameat,
  renameat2,
  link,
  linkat,
  symlink,
  symlinkat,
  mkdir,
  mkdirat,
  rmdir,
  mknod,
  mknodat,
  stat,
  lstat,
  fstat,
  newfstatat,
  statx,
  access,
  faccessat,
  faccessat2,
  readlink,
  readlinkat,
  getdents64,
  utimensat,
  chmod,
  fchmod,
  fchmodat,
  fchmodat2,
  chown,
  fchown,
  lchown,
  fchownat,
  chdir,
  getcwd,
  mmap,
  pipe,
  pipe2,
  socketpair,
  getppid,
  exit,
  exit_group,
  getrandom,
  timer_create,
  timer_delete,
  // other state that processes may notice of each other (explored runs)
  bind,
  listen,
  shutdown,
  getsockopt,
  getsockname,
  getpeername,
  epoll_ctl,
  prctl,
  getpgrp,
  // told once
  ioctl,
  // what is refused, always or to some (calls_refused.cpp)
  io_uring_setup,
  io_uring_enter,
  io_uring_register,
  perf_event_open,
  vhangup,
  fanotify_init,
  io_setup,
  seccomp,
  userfaultfd,
  memfd_secret,
  mount,
  umount2,
  pivot_root,
  fsopen,
  fspick,
  open_tree,
  open_tree_attr,
  move_mount,
  mount_setattr,
  ptrace,
  pidfd_getfd,
  process_vm_readv,
  process_vm_writev,
  prlimit64,
  setpriority,
  ioprio_set,
  sched_setparam,
  sched_setscheduler,
  sched_setattr,
  sched_setaffinity,
  migrate_pages,
  move_pages,
  keyctl,
  count_
};

/// The call's number on this architecture, or -1 where it has no such call.
int number_of(Call call);

/// The numbers of calls that other architectures do not have, and that concern nobody but the
/// process.
std::vector<int> architectures_private_calls();

/// AUDIT_ARCH_... as seccomp_data.arch has it for this architecture's own calls (seccomp(2)).
std::uint32_t native_arch();

/// Call numbers from here on belong to another ABI of the same architecture (x32), or 0 for none.
std::uint32_t foreign_numbers_from();

/// The one-byte instruction that a probe is (sys/sdt.h), and the one-byte instruction that stops
/// the program with SIGTRAP, its address being one less than instruction() says at the stop.
std::uint8_t nop_instruction();
std::uint8_t trap_instruction();

/// The instruction that makes a system call.
std::string_view call_instruction_bytes();

/// Where a value is, as the assembler writes it: "$5", "%rdi", "-8(%rbp)", "table+4(%rip)". Its sum
/// is number + symbol's address + base + index * scale: the value itself, or in memory its address.
struct Operand {
  std::int64_t number = 0;
  std::string symbol;      ///< of the program's file; empty for none
  int base = -1;           ///< a register as Registers::general() counts them, or -1 for none
  int index = -1;          ///< likewise
  std::int64_t scale = 1;  ///< of the index
  int shift = 0;           ///< bits below the value in its register
  bool in_memory = false;
  bool operator==(const Operand&) const = default;
};

/// Nothing for what is no general register, no constant and no such sum (%xmm0, %fs:8).
std::optional<Operand> operand_of(std::string_view text);

/// The general registers of one stopped task. read() and write() are one ptrace(2) call each; they
/// return false when the task is gone (it was killed meanwhile).
class Registers {
 public:
  bool read(pid_t tid);

  /// At a call's entry, of which the kernel has told all that matters (call_stop.h): most calls are
  /// only looked at, and the other registers are read where these are to be written.
  void enter(std::int64_t number, const std::array<std::uint64_t, 6>& arguments,
             std::uint64_t instruction, std::uint64_t stack);
  bool write(pid_t tid) const;

  std::int64_t call_number() const;
  std::uint64_t argument(int index) const;
  /// Where the kernel's parameter is an int or unsigned: it looks at no more bits, whatever a
  /// program has put there.
  int int_argument(int index) const { return static_cast<int>(argument(index)); }
  void set_argument(int index, std::uint64_t value);
  std::int64_t result() const;
  void set_result(std::int64_t value);
  std::uint64_t stack() const;
  /// The address of `size` bytes below the stack that the program does not use, nor the running
  /// function (the red zone of the ABI); a multiple of 16.
  std::uint64_t scratch(std::size_t size) const;
  std::uint64_t instruction() const;
  std::uint64_t call_instruction() const;   ///< at a call's entry: the instruction that made it
  std::uint64_t general(int number) const;  ///< as an Operand names it

  /// At a call's entry: the kernel does not run it, and the program gets `result`.
  void answer(std::int64_t result);

  /// At a call's entry: the kernel runs this call instead.
  void become_call(std::int64_t number);

  /// The program makes this call when it goes on, with the instruction that stands there.
  void make_call(std::uint64_t instruction, std::int64_t number,
                 const std::array<std::uint64_t, 4>& arguments);

  /// After a call's end: the program makes the same call again when it goes on.
  void repeat(std::int64_t number);

 private:
  bool complete(pid_t tid, user_regs_struct& all) const;

  user_regs_struct raw_{};
  bool only_call_ = false;  // the others are not known
};

}  // namespace procdemo
