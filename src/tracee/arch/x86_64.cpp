// x86-64 (System V ABI; syscall(2) has the table of registers): the call's number in rax, kept in
// orig_rax; arguments in rdi, rsi, rdx, r10, r8, r9; the result in rax; `syscall` is two bytes
// long.
#include <elf.h>
#include <linux/audit.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#include <algorithm>
#include <cerrno>
#include <charconv>

#include "tracee/arch/arch.h"

namespace procdemo {

namespace {

constexpr std::uint32_t x32_bit = 0x40000000;
constexpr std::uint64_t syscall_instruction = 2;  // bytes: 0F 05

constexpr auto numbers = [] {
  std::array<int, static_cast<std::size_t>(Call::count_)> table{};
  const auto set = [&](Call call, int number) { table[static_cast<std::size_t>(call)] = number; };
  set(Call::fork, SYS_fork);
  set(Call::vfork, SYS_vfork);
  set(Call::clone, SYS_clone);
  set(Call::execve, SYS_execve);
  set(Call::execveat, SYS_execveat);
  set(Call::wait4, SYS_wait4);
  set(Call::waitid, SYS_waitid);
  set(Call::kill, SYS_kill);
  set(Call::tkill, SYS_tkill);
  set(Call::tgkill, SYS_tgkill);
  set(Call::rt_sigqueueinfo, SYS_rt_sigqueueinfo);
  set(Call::rt_tgsigqueueinfo, SYS_rt_tgsigqueueinfo);
  set(Call::pidfd_send_signal, SYS_pidfd_send_signal);
  set(Call::rt_sigaction, SYS_rt_sigaction);
  set(Call::rt_sigprocmask, SYS_rt_sigprocmask);
  set(Call::write, SYS_write);
  set(Call::writev, SYS_writev);
  set(Call::pwritev2, SYS_pwritev2);
  set(Call::sendfile, SYS_sendfile);
  set(Call::splice, SYS_splice);
  set(Call::tee, SYS_tee);
  set(Call::vmsplice, SYS_vmsplice);
  set(Call::copy_file_range, SYS_copy_file_range);
  set(Call::read, SYS_read);
  set(Call::readv, SYS_readv);
  set(Call::sendto, SYS_sendto);
  set(Call::sendmsg, SYS_sendmsg);
  set(Call::recvfrom, SYS_recvfrom);
  set(Call::recvmsg, SYS_recvmsg);
  set(Call::mq_notify, SYS_mq_notify);
  set(Call::mq_timedsend, SYS_mq_timedsend);
  set(Call::mq_timedreceive, SYS_mq_timedreceive);
  set(Call::msgsnd, SYS_msgsnd);
  set(Call::msgrcv, SYS_msgrcv);
  set(Call::flock, SYS_flock);
  set(Call::fcntl, SYS_fcntl);
  set(Call::close, SYS_close);
  set(Call::close_range, SYS_close_range);
  set(Call::dup2, SYS_dup2);
  set(Call::dup3, SYS_dup3);
  set(Call::nanosleep, SYS_nanosleep);
  set(Call::clock_nanosleep, SYS_clock_nanosleep);
  set(Call::select, SYS_select);
  set(Call::pselect6, SYS_pselect6);
  set(Call::poll, SYS_poll);
  set(Call::ppoll, SYS_ppoll);
  set(Call::epoll_wait, SYS_epoll_wait);
  set(Call::epoll_pwait, SYS_epoll_pwait);
  set(Call::epoll_pwait2, 441);  // younger than glibc 2.36's list on some systems
  set(Call::futex, SYS_futex);
  set(Call::rt_sigtimedwait, SYS_rt_sigtimedwait);
  set(Call::semtimedop, SYS_semtimedop);
  set(Call::alarm, SYS_alarm);
  set(Call::setitimer, SYS_setitimer);
  set(Call::getitimer, SYS_getitimer);
  set(Call::timer_settime, SYS_timer_settime);
  set(Call::timer_gettime, SYS_timer_gettime);
  set(Call::timerfd_settime, SYS_timerfd_settime);
  set(Call::timerfd_gettime, SYS_timerfd_gettime);
  set(Call::setsockopt, SYS_setsockopt);
  set(Call::restart_syscall, SYS_restart_syscall);
  set(Call::clock_gettime, SYS_clock_gettime);
  set(Call::gettimeofday, SYS_gettimeofday);
  set(Call::time, SYS_time);
  set(Call::getrusage, SYS_getrusage);
  set(Call::times, SYS_times);
  set(Call::sysinfo, SYS_sysinfo);
  set(Call::sched_getaffinity, SYS_sched_getaffinity);
  set(Call::pause, SYS_pause);
  set(Call::rt_sigsuspend, SYS_rt_sigsuspend);
  set(Call::accept, SYS_accept);
  set(Call::accept4, SYS_accept4);
  set(Call::connect, SYS_connect);
  set(Call::semop, SYS_semop);
  set(Call::sched_yield, SYS_sched_yield);
  set(Call::getppid, SYS_getppid);
  set(Call::open, SYS_open);
  set(Call::openat, SYS_openat);
  set(Call::creat, SYS_creat);
  set(Call::pread64, SYS_pread64);
  set(Call::pwrite64, SYS_pwrite64);
  set(Call::preadv, SYS_preadv);
  set(Call::pwritev, SYS_pwritev);
  set(Call::preadv2, SYS_preadv2);
  set(Call::lseek, SYS_lseek);
  set(Call::truncate, SYS_truncate);
  set(Call::ftruncate, SYS_ftruncate);
  set(Call::fallocate, SYS_fallocate);
  set(Call::unlink, SYS_unlink);
  set(Call::unlinkat, SYS_unlinkat);
  set(Call::rename, SYS_rename);
  set(Call::renameat, SYS_renameat);
  set(Call::renameat2, SYS_renameat2);
  set(Call::link, SYS_link);
  set(Call::linkat, SYS_linkat);
  set(Call::symlink, SYS_symlink);
  set(Call::symlinkat, SYS_symlinkat);
  set(Call::mkdir, SYS_mkdir);
  set(Call::mkdirat, SYS_mkdirat);
  set(Call::rmdir, SYS_rmdir);
  set(Call::mknod, SYS_mknod);
  set(Call::mknodat, SYS_mknodat);
  set(Call::stat, SYS_stat);
  set(Call::lstat, SYS_lstat);
  set(Call::fstat, SYS_fstat);
  set(Call::newfstatat, SYS_newfstatat);
  set(Call::statx, SYS_statx);
  set(Call::access, SYS_access);
  set(Call::faccessat, SYS_faccessat);
  set(Call::faccessat2, SYS_faccessat2);
  set(Call::readlink, SYS_readlink);
  set(Call::readlinkat, SYS_readlinkat);
  set(Call::getdents64, SYS_getdents64);
  set(Call::utimensat, SYS_utimensat);
  set(Call::chmod, SYS_chmod);
  set(Call::fchmod, SYS_fchmod);
  set(Call::fchmodat, SYS_fchmodat);
  set(Call::fchmodat2, 452);  // likewise
  set(Call::chown, SYS_chown);
  set(Call::fchown, SYS_fchown);
  set(Call::lchown, SYS_lchown);
  set(Call::fchownat, SYS_fchownat);
  set(Call::chdir, SYS_chdir);
  set(Call::getcwd, SYS_getcwd);
  set(Call::mmap, SYS_mmap);
  set(Call::pipe, SYS_pipe);
  set(Call::pipe2, SYS_pipe2);
  set(Call::socketpair, SYS_socketpair);
  set(Call::exit, SYS_exit);
  set(Call::exit_group, SYS_exit_group);
  set(Call::getrandom, SYS_getrandom);
  set(Call::timer_create, SYS_timer_create);
  set(Call::timer_delete, SYS_timer_delete);
  set(Call::bind, SYS_bind);
  set(Call::listen, SYS_listen);
  set(Call::shutdown, SYS_shutdown);
  set(Call::getsockopt, SYS_getsockopt);
  set(Call::getsockname, SYS_getsockname);
  set(Call::getpeername, SYS_getpeername);
  set(Call::epoll_ctl, SYS_epoll_ctl);
  set(Call::prctl, SYS_prctl);
  set(Call::getpgrp, SYS_getpgrp);
  set(Call::ioctl, SYS_ioctl);
  set(Call::io_uring_setup, SYS_io_uring_setup);
  set(Call::io_uring_enter, SYS_io_uring_enter);
  set(Call::io_uring_register, SYS_io_uring_register);
  set(Call::perf_event_open, SYS_perf_event_open);
  set(Call::vhangup, SYS_vhangup);
  set(Call::fanotify_init, SYS_fanotify_init);
  set(Call::io_setup, SYS_io_setup);
  set(Call::seccomp, SYS_seccomp);
  set(Call::userfaultfd, SYS_userfaultfd);
  set(Call::mount, SYS_mount);
  set(Call::umount2, SYS_umount2);
  set(Call::pivot_root, SYS_pivot_root);
  set(Call::fsopen, SYS_fsopen);
  set(Call::fspick, SYS_fspick);
  set(Call::open_tree, SYS_open_tree);
  set(Call::open_tree_attr, 467);  // younger than some headers
  set(Call::move_mount, SYS_move_mount);
  set(Call::mount_setattr, 442);  // likewise
  set(Call::ptrace, SYS_ptrace);
  set(Call::pidfd_getfd, SYS_pidfd_getfd);
  set(Call::process_vm_readv, SYS_process_vm_readv);
  set(Call::process_vm_writev, SYS_process_vm_writev);
  set(Call::prlimit64, SYS_prlimit64);
  set(Call::setpriority, SYS_setpriority);
  set(Call::ioprio_set, SYS_ioprio_set);
  set(Call::sched_setparam, SYS_sched_setparam);
  set(Call::sched_setscheduler, SYS_sched_setscheduler);
  set(Call::sched_setattr, SYS_sched_setattr);
  set(Call::sched_setaffinity, SYS_sched_setaffinity);
  set(Call::migrate_pages, SYS_migrate_pages);
  set(Call::move_pages, SYS_move_pages);
  set(Call::keyctl, SYS_keyctl);
  set(Call::memfd_secret, 447);  // likewise
  return table;
}();

using Word = unsigned long long user_regs_struct::*;
constexpr std::array<Word, 6> arguments = {&user_regs_struct::rdi, &user_regs_struct::rsi,
                                           &user_regs_struct::rdx, &user_regs_struct::r10,
                                           &user_regs_struct::r8,  &user_regs_struct::r9};

// The general registers by the two letters that all names of one share: %rax, %eax, %ax; r8 to r15
// come after them.
constexpr std::array<std::string_view, 8> lettered = {"ax", "bx", "cx", "dx",
                                                      "si", "di", "bp", "sp"};
constexpr std::array<Word, 16> generals = {
    &user_regs_struct::rax, &user_regs_struct::rbx, &user_regs_struct::rcx, &user_regs_struct::rdx,
    &user_regs_struct::rsi, &user_regs_struct::rdi, &user_regs_struct::rbp, &user_regs_struct::rsp,
    &user_regs_struct::r8,  &user_regs_struct::r9,  &user_regs_struct::r10, &user_regs_struct::r11,
    &user_regs_struct::r12, &user_regs_struct::r13, &user_regs_struct::r14, &user_regs_struct::r15};

// A decimal or hexadecimal number at the front of `text`, which is shortened by it.
std::optional<std::int64_t> take_number(std::string_view& text) {
  std::string_view digits = text;
  const bool minus = digits.starts_with('-');
  if (minus || digits.starts_with('+')) digits.remove_prefix(1);
  const bool hexadecimal = digits.starts_with("0x");
  if (hexadecimal) digits.remove_prefix(2);
  std::uint64_t value = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value, hexadecimal ? 16 : 10);
  if (error != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  return static_cast<std::int64_t>(minus ? 0 - value : value);
}

// "%r8d", "%rdi", "%edi", "%dil", "%ah".
std::optional<int> general_register(std::string_view name) {
  if (!name.starts_with('%')) return std::nullopt;
  name.remove_prefix(1);
  if (name.starts_with('r') && name.size() > 1 && name[1] >= '0' && name[1] <= '9') {
    name.remove_prefix(1);
    const auto number = take_number(name);
    const bool part = name.empty() || name == "d" || name == "w" || name == "b";
    return part && *number >= 8 && *number <= 15 ? std::optional(static_cast<int>(*number))
                                                 : std::nullopt;
  }
  if (name.size() == 3 && (name[0] == 'r' || name[0] == 'e')) name.remove_prefix(1);
  if (name.size() == 3 && name[2] == 'l') name.remove_suffix(1);
  const bool byte = name.size() == 2 && name[0] <= 'd' && (name[1] == 'l' || name[1] == 'h');
  const std::string letters = byte ? std::string{name[0], 'x'} : std::string(name);
  for (std::size_t i = 0; i < lettered.size(); ++i) {
    if (lettered[i] == letters) return static_cast<int>(i);
  }
  return std::nullopt;
}

// "(%rbp)", "(%rax,%rcx,8)"; "(%rip)" says that the symbol before it is relative to the code, as
// wherever it was loaded.
bool take_address(std::string_view text, Operand& operand) {
  operand.in_memory = true;
  if (text == "(%rip)") return !operand.symbol.empty();
  if (!text.starts_with('(') || !text.ends_with(')')) return text.empty();
  text = text.substr(1, text.size() - 2);
  const auto next = [&] {
    const std::string_view word = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    return word;
  };
  const std::string_view base = next(), index = next();
  if (!base.empty()) operand.base = general_register(base).value_or(-2);
  if (!index.empty()) operand.index = general_register(index).value_or(-2);
  if (!text.empty()) operand.scale = take_number(text).value_or(0);
  return operand.base >= -1 && operand.index >= -1 && operand.scale > 0 && text.empty();
}

// "-8", "table+4", "4+table": numbers and at most one symbol.
bool take_sum(std::string_view& text, Operand& operand) {
  while (!text.empty() && text.front() != '(') {
    if (const auto number = take_number(text)) {
      operand.number += *number;
      continue;
    }
    if (text.front() == '+') text.remove_prefix(1);
    const std::size_t end = std::min(text.size(), text.find_first_of("+-("));
    if (end == 0 || !operand.symbol.empty()) return false;
    operand.symbol = text.substr(0, end);
    text.remove_prefix(end);
  }
  return operand.symbol.find_first_of(":@%") == std::string::npos;  // %fs:, @tpoff: a thread's own
}

}  // namespace

int number_of(Call call) {
  return numbers[static_cast<std::size_t>(call)];
}
std::vector<int> architectures_private_calls() {
  return {SYS_arch_prctl, SYS_set_thread_area, SYS_get_thread_area, SYS_epoll_create, SYS_eventfd};
}
std::uint32_t native_arch() {
  return AUDIT_ARCH_X86_64;
}
std::uint32_t foreign_numbers_from() {
  return x32_bit;
}

std::uint8_t nop_instruction() {
  return 0x90;
}
std::uint8_t trap_instruction() {
  return 0xCC;  // int3
}
std::string_view call_instruction_bytes() {
  return "\x0F\x05";
}

std::optional<Operand> operand_of(std::string_view text) {
  Operand operand;
  if (text.starts_with('%') && text.find(':') == text.npos) {
    const auto found = general_register(text);
    if (!found) return std::nullopt;
    operand.base = *found;
    operand.shift = text.size() == 3 && text[2] == 'h' ? 8 : 0;
    return operand;
  }
  const bool constant = text.starts_with('$');
  if (constant) text.remove_prefix(1);
  if (text.empty() || !take_sum(text, operand)) return std::nullopt;
  if (constant) return text.empty() ? std::optional(operand) : std::nullopt;
  return take_address(text, operand) ? std::optional(operand) : std::nullopt;
}

bool Registers::read(pid_t tid) {
  only_call_ = false;
  iovec where = {&raw_, sizeof raw_};
  return ::ptrace(PTRACE_GETREGSET, tid, NT_PRSTATUS, &where) == 0;
}

void Registers::enter(std::int64_t number, const std::array<std::uint64_t, 6>& call,
                      std::uint64_t instruction, std::uint64_t stack) {
  only_call_ = true;
  raw_.orig_rax = static_cast<std::uint64_t>(number);
  raw_.rax = static_cast<std::uint64_t>(-ENOSYS);
  for (int i = 0; i < 6; ++i) set_argument(i, call[static_cast<std::size_t>(i)]);
  raw_.rip = instruction;
  raw_.rsp = stack;
}

// What is known of a call's entry, perhaps changed since, goes over what the kernel has.
bool Registers::complete(pid_t tid, user_regs_struct& all) const {
  Registers now;
  if (!now.read(tid)) return false;
  all = now.raw_;
  all.orig_rax = raw_.orig_rax;
  all.rax = raw_.rax;
  for (const auto argument : arguments) all.*argument = raw_.*argument;
  all.rip = raw_.rip;
  all.rsp = raw_.rsp;
  return true;
}

bool Registers::write(pid_t tid) const {
  user_regs_struct all = raw_;
  if (only_call_ && !complete(tid, all)) return false;
  iovec where = {&all, sizeof all};
  return ::ptrace(PTRACE_SETREGSET, tid, NT_PRSTATUS, &where) == 0;
}

std::int64_t Registers::call_number() const {
  return static_cast<std::int32_t>(raw_.orig_rax);  // the kernel looks at no more
}
std::uint64_t Registers::argument(int index) const {
  return raw_.*arguments[static_cast<std::size_t>(index)];
}
void Registers::set_argument(int index, std::uint64_t value) {
  raw_.*arguments[static_cast<std::size_t>(index)] = value;
}
std::int64_t Registers::result() const {
  return static_cast<std::int64_t>(raw_.rax);
}
void Registers::set_result(std::int64_t value) {
  raw_.rax = static_cast<std::uint64_t>(value);
}
std::uint64_t Registers::stack() const {
  return raw_.rsp;
}
std::uint64_t Registers::scratch(std::size_t size) const {
  constexpr std::uint64_t red_zone = 128, alignment = 16;
  return (stack() - red_zone - size) & ~(alignment - 1);
}
std::uint64_t Registers::instruction() const {
  return raw_.rip;
}
std::uint64_t Registers::call_instruction() const {
  return raw_.rip - syscall_instruction;
}
std::uint64_t Registers::general(int number) const {
  return raw_.*generals[static_cast<std::size_t>(number)];
}

void Registers::answer(std::int64_t result) {
  raw_.orig_rax = static_cast<std::uint64_t>(-1);
  set_result(result);
}

void Registers::become_call(std::int64_t number) {
  raw_.orig_rax = static_cast<std::uint64_t>(number);
}

void Registers::make_call(std::uint64_t instruction, std::int64_t number,
                          const std::array<std::uint64_t, 4>& arguments) {
  raw_.rip = instruction;
  raw_.rax = static_cast<std::uint64_t>(number);
  raw_.orig_rax = static_cast<std::uint64_t>(-1);
  for (int i = 0; i < 4; ++i) set_argument(i, arguments[static_cast<std::size_t>(i)]);
}

void Registers::repeat(std::int64_t number) {
  raw_.rax = static_cast<std::uint64_t>(number);
  raw_.orig_rax = static_cast<std::uint64_t>(-1);
  raw_.rip -= syscall_instruction;
}

}  // namespace procdemo
