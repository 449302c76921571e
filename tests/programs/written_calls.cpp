// Makes the usual system calls, each as a C library may make it: a test compares how they are
// written with what strace(1) writes. Between two marks; in a folder of its own.
#include <fcntl.h>
#include <linux/futex.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>

namespace {

// The call itself, past what a library would make of it.
template <class... Arguments>
long call(long number, Arguments... arguments) {
  return ::syscall(number, arguments...);
}

void mark() {
  call(SYS_write, -1, "mark", 4);
}

void files() {
  const int file = static_cast<int>(
      call(SYS_open, "file", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_APPEND, 0644));
  call(SYS_openat, AT_FDCWD, "missing", O_RDONLY);
  call(SYS_openat, AT_FDCWD, ".", O_RDONLY | O_NONBLOCK | O_DIRECTORY | O_CLOEXEC);
  call(SYS_creat, "other", 0600);
  call(SYS_write, file, "one\ttwo \"three\"\n\\", 17);
  call(SYS_write, file, "\0\1\0012\x7f\xe6\x88\x91", 8);
  call(SYS_write, file, "a text that is longer than what is shown of one", 47);
  call(SYS_lseek, file, 0L, SEEK_SET);
  call(SYS_lseek, file, -4L, SEEK_END);
  char bytes[64];
  call(SYS_read, file, bytes, 64L);
  call(SYS_read, file, bytes, 0L);
  call(SYS_read, -1, bytes, 64L);
  call(SYS_pread64, file, bytes, 4L, 2L);
  call(SYS_pwrite64, file, "xy", 2L, 1L);
  struct stat facts;
  call(SYS_fstat, file, &facts);
  call(SYS_newfstatat, AT_FDCWD, "file", &facts, 0);
  call(SYS_newfstatat, file, "", &facts, AT_EMPTY_PATH);
  call(SYS_newfstatat, AT_FDCWD, "missing", &facts, AT_SYMLINK_NOFOLLOW);
  call(SYS_stat, "file", &facts);
  call(SYS_lstat, ".", &facts);
  call(SYS_access, "file", R_OK | W_OK);
  call(SYS_access, "missing", F_OK);
  call(SYS_faccessat, AT_FDCWD, "file", X_OK);
  call(SYS_ftruncate, file, 3L);
  call(SYS_truncate, "file", 5L);
  call(SYS_fsync, file);
  call(SYS_fdatasync, file);
  call(SYS_fchmod, file, 0600);
  call(SYS_chmod, "file", 0640);
  call(SYS_fchmodat, AT_FDCWD, "file", 0600);
  call(SYS_link, "file", "second");
  call(SYS_symlink, "file", "link");
  call(SYS_readlink, "link", bytes, 64L);
  call(SYS_readlinkat, AT_FDCWD, "link", bytes, 64L);
  call(SYS_rename, "second", "third");
  call(SYS_renameat, AT_FDCWD, "third", AT_FDCWD, "fourth");
  call(SYS_unlink, "fourth");
  call(SYS_unlink, "fourth");
  call(SYS_mkdir, "folder", 0755);
  call(SYS_mkdirat, AT_FDCWD, "folder2", 0700);
  call(SYS_chdir, "folder");
  call(SYS_chdir, "..");
  call(SYS_rmdir, "folder");
  call(SYS_unlinkat, AT_FDCWD, "folder2", AT_REMOVEDIR);
  call(SYS_unlinkat, AT_FDCWD, "link", 0);
  call(SYS_umask, 027);
  call(SYS_umask, 0);
}

void descriptors() {
  int ends[2], pair[2];
  call(SYS_pipe, ends);
  call(SYS_pipe2, pair, O_CLOEXEC | O_NONBLOCK);
  call(SYS_dup, ends[0]);
  call(SYS_dup2, ends[0], 40);
  call(SYS_dup3, ends[1], 41, O_CLOEXEC);
  call(SYS_fcntl, ends[0], F_GETFD);
  call(SYS_fcntl, 41, F_GETFD);
  call(SYS_fcntl, ends[0], F_SETFD, FD_CLOEXEC);
  call(SYS_fcntl, ends[1], F_GETFL);
  call(SYS_fcntl, ends[1], F_SETFL, O_WRONLY | O_NONBLOCK);
  call(SYS_fcntl, ends[1], F_DUPFD_CLOEXEC, 50);
  struct flock lock{};
  lock.l_type = F_WRLCK;
  lock.l_len = 10;
  const int file = static_cast<int>(call(SYS_open, "file", O_RDWR));
  call(SYS_fcntl, file, F_SETLK, &lock);
  call(SYS_fcntl, file, F_GETLK, &lock);
  call(SYS_flock, file, LOCK_EX | LOCK_NB);
  call(SYS_flock, file, LOCK_UN);
  call(SYS_close, file);
  call(SYS_close, 77);
  pollfd polled[] = {{ends[0], POLLIN, 0}, {ends[1], POLLOUT | POLLIN, 0}};
  call(SYS_poll, polled, 2, 0);
  call(SYS_poll, polled, 1, 0);
  const timespec none{0, 1000};
  call(SYS_ppoll, polled, 1, &none, nullptr, 8L);
  fd_set set;
  FD_ZERO(&set);
  FD_SET(ends[1], &set);
  timeval at_once{0, 0};
  call(SYS_select, ends[1] + 1, nullptr, &set, nullptr, &at_once);
  FD_ZERO(&set);
  FD_SET(ends[0], &set);
  call(SYS_select, ends[0] + 1, &set, nullptr, nullptr, &at_once);
  call(SYS_pselect6, ends[0] + 1, &set, nullptr, nullptr, &none, nullptr);
  const int poller = static_cast<int>(call(SYS_epoll_create1, EPOLL_CLOEXEC));
  epoll_event event{};
  event.events = EPOLLOUT;
  event.data.u64 = 7;
  call(SYS_epoll_ctl, poller, EPOLL_CTL_ADD, ends[1], &event);
  call(SYS_epoll_wait, poller, &event, 1, 0);
  call(SYS_epoll_ctl, poller, EPOLL_CTL_DEL, ends[1], nullptr);
  call(SYS_epoll_wait, poller, &event, 1, 0);
  call(SYS_eventfd2, 3, EFD_CLOEXEC | EFD_SEMAPHORE);
}

void memory() {
  void* const page =
      ::mmap(nullptr, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  ::mmap(nullptr, 4096, PROT_READ, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  call(SYS_mmap, 0L, 4096L, PROT_NONE, MAP_PRIVATE, 99, 4096L);
  call(SYS_mprotect, page, 4096L, PROT_READ | PROT_EXEC);
  call(SYS_madvise, page, 4096L, MADV_DONTNEED);
  call(SYS_msync, page, 4096L, MS_SYNC);
  call(SYS_munmap, page, 8192L);
  call(SYS_brk, 0L);
}

void sockets() {
  int pair[2];
  char bytes[64];
  call(SYS_socketpair, AF_UNIX, SOCK_STREAM, 0, pair);
  call(SYS_socketpair, AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair);
  call(SYS_sendto, pair[0], "hello", 5L, MSG_NOSIGNAL, nullptr, 0);
  call(SYS_recvfrom, pair[1], bytes, 64L, MSG_DONTWAIT, nullptr, nullptr);
  call(SYS_recvfrom, pair[1], bytes, 64L, 0, nullptr, nullptr);
  iovec pieces[] = {{bytes, 3}, {bytes + 3, 2}};
  call(SYS_writev, pair[0], pieces, 2);
  call(SYS_readv, pair[1], pieces, 2);
  msghdr message{};
  message.msg_iov = pieces;
  message.msg_iovlen = 1;
  call(SYS_sendmsg, pair[0], &message, MSG_NOSIGNAL);
  call(SYS_recvmsg, pair[1], &message, 0);
  call(SYS_shutdown, pair[0], SHUT_WR);
  const int local = static_cast<int>(call(SYS_socket, AF_UNIX, SOCK_STREAM, 0));
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  std::strcpy(name.sun_path, "socket");
  const socklen_t length = sizeof name;
  call(SYS_bind, local, &name, length);
  call(SYS_listen, local, 5);
  const int other = static_cast<int>(call(SYS_socket, AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  call(SYS_connect, other, &name, length);
  call(SYS_accept, local, nullptr, nullptr);
  call(SYS_connect, other, &name, length);
  call(SYS_accept4, -1, nullptr, nullptr, SOCK_CLOEXEC);
  const int net = static_cast<int>(call(SYS_socket, AF_INET, SOCK_DGRAM, IPPROTO_UDP));
  call(SYS_socket, AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(9);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  call(SYS_connect, net, &address, sizeof address);
  socklen_t room = sizeof address;
  call(SYS_getpeername, net, &address, &room);
  const int on = 1;
  call(SYS_setsockopt, net, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
}

void signals() {
  call(SYS_kill, call(SYS_getpid), 0);
  call(SYS_kill, -1234567, SIGUSR1);
  call(SYS_tgkill, call(SYS_getpid), call(SYS_gettid), 0);
  call(SYS_tkill, 1234567, SIGTERM);
  struct Action {
    void (*handler)(int);
    unsigned long flags;
    void (*restorer)();
    unsigned long mask;
  } action{SIG_IGN, SA_RESTART, nullptr, 1UL << (SIGUSR1 - 1) | 1UL << (SIGINT - 1)}, before{};
  call(SYS_rt_sigaction, SIGUSR2, &action, nullptr, 8L);
  call(SYS_rt_sigaction, SIGUSR2, nullptr, &before, 8L);
  unsigned long mask = 1UL << (SIGUSR1 - 1), old = 0;
  call(SYS_rt_sigprocmask, SIG_BLOCK, &mask, nullptr, 8L);
  mask = ~0UL;
  call(SYS_rt_sigprocmask, SIG_SETMASK, &mask, &old, 8L);
  mask = 0;
  call(SYS_rt_sigprocmask, SIG_SETMASK, &mask, &old, 8L);
  call(SYS_rt_sigpending, &mask, 8L);
  const timespec none{};
  mask = 1UL << (SIGUSR1 - 1);
  call(SYS_rt_sigtimedwait, &mask, nullptr, &none, 8L);
}

void times() {
  const timespec little{0, 1000};
  call(SYS_nanosleep, &little, nullptr);
  call(SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, &little, nullptr);
  const timespec past{1, 0};
  call(SYS_clock_nanosleep, CLOCK_REALTIME, TIMER_ABSTIME, &past, nullptr);
  call(SYS_alarm, 0);
  int word = 1;
  call(SYS_futex, &word, FUTEX_WAIT_PRIVATE, 2, nullptr);
  call(SYS_futex, &word, FUTEX_WAIT, 1, &little);
  call(SYS_futex, &word, FUTEX_WAKE_PRIVATE, 1);
  call(SYS_futex, &word, FUTEX_WAIT_BITSET | FUTEX_CLOCK_REALTIME, 1, &past, nullptr,
       FUTEX_BITSET_MATCH_ANY);
  call(SYS_sched_yield);
}

void identities() {
  call(SYS_getppid);
  call(SYS_getuid);
  call(SYS_geteuid);
  call(SYS_getgid);
  call(SYS_getegid);
  call(SYS_setuid, ::getuid());
  call(SYS_setgid, ::getgid());
  call(SYS_setreuid, -1, ::getuid());
  call(SYS_setresuid, ::getuid(), -1, -1);
  call(SYS_setpgid, 0, 0);
  call(SYS_getpgid, 1234567);
  call(SYS_getpgrp);
  call(SYS_setsid);
}

void system_v() {
  const int memory = static_cast<int>(call(SYS_shmget, IPC_PRIVATE, 4096L, IPC_CREAT | 0600));
  void* const at = reinterpret_cast<void*>(call(SYS_shmat, memory, nullptr, 0));
  call(SYS_shmdt, at);
  call(SYS_shmctl, memory, IPC_RMID, nullptr);
  const int set = static_cast<int>(call(SYS_semget, IPC_PRIVATE, 2, IPC_CREAT | IPC_EXCL | 0600));
  call(SYS_semctl, set, 1, SETVAL, 3);
  sembuf change[] = {{1, -1, IPC_NOWAIT}, {0, 2, SEM_UNDO}};
  call(SYS_semop, set, change, 2L);
  call(SYS_semctl, set, 0, GETVAL, 0);
  call(SYS_semctl, set, 0, IPC_RMID, 0);
  const int queue = static_cast<int>(call(SYS_msgget, IPC_PRIVATE, IPC_CREAT | 0600));
  struct {
    long type;
    char text[16];
  } message{3, "word"};
  call(SYS_msgsnd, queue, &message, 4L, 0);
  call(SYS_msgrcv, queue, &message, 4L, 0L, IPC_NOWAIT);
  call(SYS_msgrcv, queue, &message, 16L, 3L, IPC_NOWAIT);
  call(SYS_msgctl, queue, IPC_RMID, nullptr);
}

void children() {
  const long child =
      call(SYS_clone, CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID | SIGCHLD, 0L, 0L, &errno, 0L);
  if (child == 0) call(SYS_exit_group, 3);
  int status = 0;
  call(SYS_wait4, child, &status, 0, nullptr);
  const long forked = call(SYS_fork);
  if (forked == 0) ::raise(SIGKILL);
  siginfo_t ended{};
  call(SYS_waitid, P_PID, forked, &ended, WEXITED | WNOWAIT, nullptr);
  call(SYS_wait4, -1, &status, __WALL, nullptr);
  call(SYS_wait4, -1, &status, WNOHANG, nullptr);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1) return 0;
  mark();
  files();
  descriptors();
  memory();
  sockets();
  signals();
  times();
  identities();
  system_v();
  children();
  mark();
  const char* const words[] = {argv[0], "over", nullptr};
  call(SYS_execve, "missing", words, nullptr);
  call(SYS_execve, argv[0], words, environ);
}
