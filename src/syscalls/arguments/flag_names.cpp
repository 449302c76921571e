#include "syscalls/arguments/flag_names.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sched.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <ctime>

namespace procdemo::syscalls {

std::string joined_flags(std::uint64_t value, FlagNames flags, std::string text, const char* none) {
  const auto add = [&](const std::string& name) { text += (text.empty() ? "" : "|") + name; };
  for (const FlagName& flag : flags) {
    if (flag.bits == 0 || (value & flag.bits) != flag.bits) continue;
    add(flag.name);
    value &= ~flag.bits;
  }
  if (value != 0) add(fmt::format("{:#x}", value));
  return text.empty() ? none : text;
}

std::string named_value(std::uint64_t value, FlagNames names) {
  const auto known = std::ranges::find(names, value, &FlagName::bits);
  return known == names.end() ? fmt::format("{:#x}", value) : known->name;
}

namespace {

// So that a name is written once.
#define NAMED(name)                         \
  FlagName {                                \
    static_cast<std::uint32_t>(name), #name \
  }

constexpr FlagName access_list[] = {NAMED(R_OK), NAMED(W_OK), NAMED(X_OK)};
constexpr FlagName access_at_list[] = {NAMED(AT_SYMLINK_NOFOLLOW), NAMED(AT_EACCESS),
                                       NAMED(AT_SYMLINK_FOLLOW), NAMED(AT_NO_AUTOMOUNT),
                                       NAMED(AT_EMPTY_PATH)};
constexpr FlagName clone_list[] = {NAMED(CLONE_VM),
                                   NAMED(CLONE_FS),
                                   NAMED(CLONE_FILES),
                                   NAMED(CLONE_SIGHAND),
                                   NAMED(CLONE_PIDFD),
                                   NAMED(CLONE_VFORK),
                                   NAMED(CLONE_PARENT),
                                   NAMED(CLONE_THREAD),
                                   NAMED(CLONE_NEWNS),
                                   NAMED(CLONE_SYSVSEM),
                                   NAMED(CLONE_SETTLS),
                                   NAMED(CLONE_PARENT_SETTID),
                                   NAMED(CLONE_CHILD_CLEARTID),
                                   NAMED(CLONE_CHILD_SETTID),
                                   NAMED(CLONE_NEWIPC),
                                   NAMED(CLONE_NEWUSER),
                                   NAMED(CLONE_NEWPID),
                                   NAMED(CLONE_NEWNET)};
constexpr FlagName descriptor_list[] = {NAMED(FD_CLOEXEC)};
constexpr FlagName epoll_descriptor_list[] = {NAMED(EPOLL_CLOEXEC)};
constexpr FlagName epoll_events_list[] = {NAMED(EPOLLIN),      NAMED(EPOLLPRI), NAMED(EPOLLOUT),
                                          NAMED(EPOLLERR),     NAMED(EPOLLHUP), NAMED(EPOLLRDHUP),
                                          NAMED(EPOLLONESHOT), NAMED(EPOLLET)};
constexpr FlagName eventfd_list[] = {NAMED(EFD_SEMAPHORE), NAMED(EFD_NONBLOCK), NAMED(EFD_CLOEXEC)};
constexpr FlagName ipc_list[] = {NAMED(IPC_CREAT), NAMED(IPC_EXCL), NAMED(IPC_NOWAIT)};
constexpr FlagName lock_list[] = {NAMED(LOCK_SH), NAMED(LOCK_EX), NAMED(LOCK_UN), NAMED(LOCK_NB)};
constexpr FlagName map_list[] = {NAMED(MAP_SHARED),    NAMED(MAP_PRIVATE),   NAMED(MAP_FIXED),
                                 NAMED(MAP_ANONYMOUS), NAMED(MAP_NORESERVE), NAMED(MAP_POPULATE),
                                 NAMED(MAP_GROWSDOWN), NAMED(MAP_DENYWRITE), NAMED(MAP_LOCKED),
                                 NAMED(MAP_STACK),     NAMED(MAP_HUGETLB)};
constexpr FlagName memory_sync_list[] = {NAMED(MS_SYNC), NAMED(MS_ASYNC), NAMED(MS_INVALIDATE)};
constexpr FlagName message_list[] = {
    NAMED(MSG_OOB),      NAMED(MSG_PEEK),        NAMED(MSG_DONTROUTE), NAMED(MSG_TRUNC),
    NAMED(MSG_DONTWAIT), NAMED(MSG_EOR),         NAMED(MSG_WAITALL),   NAMED(MSG_NOSIGNAL),
    NAMED(MSG_MORE),     NAMED(MSG_CMSG_CLOEXEC)};
constexpr FlagName open_list[] = {
    NAMED(O_CREAT),   NAMED(O_EXCL),     NAMED(O_NOCTTY),   NAMED(O_TRUNC),
    NAMED(O_APPEND),  NAMED(O_NONBLOCK), NAMED(O_SYNC),     NAMED(O_DSYNC),
    NAMED(O_ASYNC),   NAMED(O_DIRECT),   NAMED(O_NOFOLLOW), NAMED(O_NOATIME),
    NAMED(O_CLOEXEC), NAMED(O_PATH),     NAMED(O_TMPFILE),  NAMED(O_DIRECTORY)};
constexpr FlagName poll_list[] = {NAMED(POLLIN),  NAMED(POLLPRI),  NAMED(POLLOUT),  NAMED(POLLERR),
                                  NAMED(POLLHUP), NAMED(POLLNVAL), NAMED(POLLRDHUP)};
constexpr FlagName protection_list[] = {NAMED(PROT_READ), NAMED(PROT_WRITE), NAMED(PROT_EXEC)};
constexpr FlagName semaphore_waiting_list[] = {NAMED(SEM_UNDO), NAMED(IPC_NOWAIT)};
constexpr FlagName shared_memory_list[] = {NAMED(SHM_RDONLY), NAMED(SHM_RND), NAMED(SHM_REMAP),
                                           NAMED(SHM_EXEC)};
constexpr FlagName signal_action_list[] = {FlagName{0x04000000, "SA_RESTORER"},
                                           NAMED(SA_ONSTACK),
                                           NAMED(SA_RESTART),
                                           NAMED(SA_NODEFER),
                                           NAMED(SA_RESETHAND),
                                           NAMED(SA_SIGINFO),
                                           NAMED(SA_NOCLDSTOP),
                                           NAMED(SA_NOCLDWAIT)};
constexpr FlagName sleep_list[] = {NAMED(TIMER_ABSTIME)};
constexpr FlagName socket_type_list[] = {NAMED(SOCK_CLOEXEC), NAMED(SOCK_NONBLOCK)};
constexpr FlagName unlink_list[] = {NAMED(AT_REMOVEDIR)};
constexpr FlagName wait_list[] = {NAMED(WNOHANG), NAMED(WSTOPPED),
                                  NAMED(WEXITED), NAMED(WCONTINUED),
                                  NAMED(WNOWAIT), FlagName{__WCLONE, "__WCLONE"},
                                  NAMED(__WALL)};

constexpr FlagName epoll_control_list[] = {NAMED(EPOLL_CTL_ADD), NAMED(EPOLL_CTL_DEL),
                                           NAMED(EPOLL_CTL_MOD)};
constexpr FlagName family_list[] = {NAMED(AF_UNSPEC), NAMED(AF_UNIX),    NAMED(AF_INET),
                                    NAMED(AF_INET6),  NAMED(AF_NETLINK), NAMED(AF_PACKET)};
constexpr FlagName fcntl_list[] = {
    NAMED(F_DUPFD),        NAMED(F_GETFD),     NAMED(F_SETFD),      NAMED(F_GETFL),
    NAMED(F_SETFL),        NAMED(F_GETLK),     NAMED(F_SETLK),      NAMED(F_SETLKW),
    NAMED(F_OFD_GETLK),    NAMED(F_OFD_SETLK), NAMED(F_OFD_SETLKW), NAMED(F_SETOWN),
    NAMED(F_GETOWN),       NAMED(F_SETSIG),    NAMED(F_GETSIG),     NAMED(F_SETLEASE),
    NAMED(F_GETLEASE),     NAMED(F_NOTIFY),    NAMED(F_SETPIPE_SZ), NAMED(F_GETPIPE_SZ),
    NAMED(F_DUPFD_CLOEXEC)};
constexpr FlagName idtype_list[] = {NAMED(P_ALL), NAMED(P_PID), NAMED(P_PGID), NAMED(P_PIDFD)};
constexpr FlagName internet_protocol_list[] = {NAMED(IPPROTO_IP), NAMED(IPPROTO_ICMP),
                                               NAMED(IPPROTO_TCP), NAMED(IPPROTO_UDP)};
constexpr FlagName ipc_control_list[] = {NAMED(IPC_RMID), NAMED(IPC_SET), NAMED(IPC_STAT),
                                         NAMED(IPC_INFO)};
constexpr FlagName semaphore_control_list[] = {
    NAMED(IPC_RMID), NAMED(IPC_SET), NAMED(IPC_STAT), NAMED(IPC_INFO), NAMED(GETPID), NAMED(GETVAL),
    NAMED(GETALL),   NAMED(GETNCNT), NAMED(GETZCNT),  NAMED(SETVAL),   NAMED(SETALL)};
constexpr FlagName shutdown_list[] = {NAMED(SHUT_RD), NAMED(SHUT_WR), NAMED(SHUT_RDWR)};
constexpr FlagName signal_mask_list[] = {NAMED(SIG_BLOCK), NAMED(SIG_UNBLOCK), NAMED(SIG_SETMASK)};
constexpr FlagName socket_level_list[] = {NAMED(SOL_SOCKET), NAMED(SOL_IP), NAMED(SOL_TCP)};
constexpr FlagName socket_option_list[] = {
    NAMED(SO_REUSEADDR), NAMED(SO_TYPE),      NAMED(SO_ERROR),     NAMED(SO_BROADCAST),
    NAMED(SO_SNDBUF),    NAMED(SO_RCVBUF),    NAMED(SO_KEEPALIVE), NAMED(SO_PASSCRED),
    NAMED(SO_PEERCRED),  NAMED(SO_REUSEPORT), NAMED(SO_ACCEPTCONN)};
constexpr FlagName whence_list[] = {NAMED(SEEK_SET), NAMED(SEEK_CUR), NAMED(SEEK_END),
                                    NAMED(SEEK_DATA), NAMED(SEEK_HOLE)};
constexpr FlagName madvise_list[] = {NAMED(MADV_NORMAL),     NAMED(MADV_RANDOM),
                                     NAMED(MADV_SEQUENTIAL), NAMED(MADV_WILLNEED),
                                     NAMED(MADV_DONTNEED),   NAMED(MADV_FREE)};

#undef NAMED

}  // namespace

namespace flag_names {

constexpr FlagNames access = access_list;
constexpr FlagNames access_at = access_at_list;
constexpr FlagNames clone = clone_list;
constexpr FlagNames descriptor = descriptor_list;
constexpr FlagNames epoll_descriptor = epoll_descriptor_list;
constexpr FlagNames epoll_events = epoll_events_list;
constexpr FlagNames eventfd = eventfd_list;
constexpr FlagNames ipc = ipc_list;
constexpr FlagNames lock = lock_list;
constexpr FlagNames madvise = madvise_list;
constexpr FlagNames map = map_list;
constexpr FlagNames memory_sync = memory_sync_list;
constexpr FlagNames message = message_list;
constexpr FlagNames open = open_list;
constexpr FlagNames poll_events = poll_list;
constexpr FlagNames protection = protection_list;
constexpr FlagNames semaphore_waiting = semaphore_waiting_list;
constexpr FlagNames shared_memory = shared_memory_list;
constexpr FlagNames signal_action = signal_action_list;
constexpr FlagNames sleep = sleep_list;
constexpr FlagNames socket_type = socket_type_list;
constexpr FlagNames unlink = unlink_list;
constexpr FlagNames wait = wait_list;
constexpr FlagNames epoll_control = epoll_control_list;
constexpr FlagNames family = family_list;
constexpr FlagNames fcntl_command = fcntl_list;
constexpr FlagNames idtype = idtype_list;
constexpr FlagNames internet_protocol = internet_protocol_list;
constexpr FlagNames ipc_control = ipc_control_list;
constexpr FlagNames semaphore_control = semaphore_control_list;
constexpr FlagNames shutdown = shutdown_list;
constexpr FlagNames signal_mask = signal_mask_list;
constexpr FlagNames socket_level = socket_level_list;
constexpr FlagNames socket_option = socket_option_list;
constexpr FlagNames whence = whence_list;

}  // namespace flag_names

}  // namespace procdemo::syscalls
