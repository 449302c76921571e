// What a program may try against who observes it, and against others: a door for each word.
//
// hostile DOOR [PID]: PID, else its parent, is to be hit; what the call said is told.
#include <fcntl.h>
#include <linux/keyctl.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/fanotify.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <termios.h>

#include <atomic>
#include <climits>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <thread>

#include "only_observed.h"

#ifndef FIOSETOWN
#define FIOSETOWN 0x8901
#define SIOCSPGRP 0x8902
#endif

namespace {

siginfo_t queued() {
  siginfo_t info{};
  info.si_signo = SIGSTOP;
  info.si_code = SI_QUEUE;
  return info;
}

int open_pidfd(pid_t pid) {
  return static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
}

int open_folder(pid_t pid) {
  return ::open(("/proc/" + std::to_string(pid)).c_str(), O_DIRECTORY | O_RDONLY);
}

int a_socket() {
  int ends[2];
  return ::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0 ? ends[0] : -1;
}

long set_owner_ex(int type, pid_t id) {
  const f_owner_ex owner = {static_cast<__pid_type>(type), id};
  return ::fcntl(a_socket(), F_SETOWN_EX, &owner);
}

// Two threads: one asks by a descriptor that the other keeps changing, from its own process's to
// this one's and back.
long swapping(pid_t pid) {
  const int own = open_pidfd(::getpid()), other = open_pidfd(pid), used = ::dup(own);
  ::signal(SIGTERM, SIG_IGN);
  std::atomic<bool> over = false;
  std::thread swapper([&] {
    while (!over) ::dup2(other, used), ::dup2(own, used);
  });
  // On a full machine it may take a while until the other thread has run.
  bool refused = false;
  for (int asked = 0; asked < 300 || !refused; ++asked) {
    refused = ::syscall(SYS_pidfd_send_signal, used, SIGTERM, nullptr, 0) < 0 || refused;
  }
  over = true;
  swapper.join();
  return 0;
}

// A file that moves a process into a control group. Nothing is written into it.
int a_cgroup() {
  for (const char* tree : {"", "/pids", "/memory", "/freezer", "/unified"}) {
    const std::string path = std::string("/sys/fs/cgroup") + tree + "/cgroup.procs";
    if (const int file = ::open(path.c_str(), O_WRONLY); file >= 0) return file;
  }
  return -1;
}

// All processes of this name are asked for, and another procdemo's may be among them: -1 where one
// answers no.
long ask_all(const std::string& name) {
  int error = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    std::string comm;
    std::ifstream(entry.path() / "comm") >> comm;
    const int pid = std::atoi(entry.path().filename().c_str());
    if (comm == name && ::kill(pid, 0) != 0 && errno != ESRCH) error = errno;
  }
  errno = error;
  return error == 0 ? 0 : -1;
}

// Of a thread of a child, by a descriptor that is for that thread.
long childs_descriptor() {
  int told[2];
  if (::pipe(told) != 0) return -1;
  const pid_t child = ::fork();
  if (child == 0) {
    std::thread([&] {
      const int tid = static_cast<int>(::syscall(SYS_gettid));
      if (::write(told[1], &tid, sizeof tid) != sizeof tid) ::_exit(1);
      ::pause();
    }).join();
  }
  int tid = 0;
  if (::read(told[0], &tid, sizeof tid) != sizeof tid) return -1;
  constexpr int of_thread = O_EXCL;  // PIDFD_THREAD
  const long result =
      ::syscall(SYS_pidfd_getfd, ::syscall(SYS_pidfd_open, tid, of_thread), told[0], 0);
  const int error = errno;
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  errno = error;
  return result < 0 ? -1 : 0;
}

long beside_thread(const std::function<long()>& ask) {
  Gate end;
  std::thread second([&] { end.wait(); });
  const long result = ask();
  const int error = errno;
  end.open();
  second.join();
  errno = error;
  return result;
}

// Shuts its /proc to other processes of its user.
int hide(int fd) {
  ::prctl(PR_SET_DUMPABLE, 0);
  return fd;
}

// In a PID namespace, where nobody else is: should it go through, it would reach all of this user.
long among_themselves(int namespaces, const std::function<long()>& deed) {
  constexpr int impossible = 77;
  if (::unshare(namespaces) != 0 && ::unshare(CLONE_NEWUSER | namespaces) != 0)
    std::exit(impossible);
  const pid_t child = ::fork();
  if (child == 0) ::_exit(deed() < 0 ? errno : 0);
  int status = 0;
  ::waitpid(child, &status, 0);
  errno = WEXITSTATUS(status);
  return errno == 0 ? 0 : -1;
}

// In a user namespace this user may have any number.
long slow_by_other_number(uid_t user) {
  constexpr uid_t number = 5;
  const std::string map = std::to_string(number) + " " + std::to_string(user) + " 1";
  const int file = ::open("/proc/self/uid_map", O_WRONLY);
  if (::write(file, map.data(), map.size()) < 0) return -1;
  return ::setpriority(PRIO_USER, number, 19);
}

using Door = std::function<long(pid_t)>;

const std::map<std::string, Door> doors = {
    {"kill", [](pid_t pid) { return ::kill(pid, SIGSTOP); }},
    {"kill0", [](pid_t pid) { return ::kill(pid, 0); }},
    {"janitor", [](pid_t) { return ask_all("procdemo-janito"); }},
    {"reader", [](pid_t) { return beside_thread([] { return ask_all("procdemo-reader"); }); }},
    {"kill-least", [](pid_t) { return ::kill(INT_MIN, SIGSTOP); }},
    {"setown-least", [](pid_t) { return ::fcntl(a_socket(), F_SETOWN, INT_MIN); }},
    {"setown-ex-minus", [](pid_t) { return set_owner_ex(F_OWNER_PID, -::getpid()); }},
    {"tkill", [](pid_t pid) { return ::syscall(SYS_tkill, pid, SIGSTOP); }},
    {"tgkill", [](pid_t pid) { return ::syscall(SYS_tgkill, pid, pid, SIGSTOP); }},
    {"sigqueue",
     [](pid_t pid) {
       siginfo_t info = queued();
       return ::syscall(SYS_rt_sigqueueinfo, pid, SIGSTOP, &info);
     }},
    {"tgsigqueue",
     [](pid_t pid) {
       siginfo_t info = queued();
       return ::syscall(SYS_rt_tgsigqueueinfo, pid, pid, SIGSTOP, &info);
     }},
    {"pidfd",
     [](pid_t pid) {
       return ::syscall(SYS_pidfd_send_signal, open_pidfd(pid), SIGSTOP, nullptr, 0);
     }},
    {"pidfd-folder",
     [](pid_t pid) {
       return ::syscall(SYS_pidfd_send_signal, open_folder(pid), SIGSTOP, nullptr, 0);
     }},
    {"pidfd-swapped", swapping},
    {"setown", [](pid_t pid) { return ::fcntl(a_socket(), F_SETOWN, pid); }},
    {"setown-group", [](pid_t pid) { return ::fcntl(a_socket(), F_SETOWN, -::getpgid(pid)); }},
    {"setown-ex", [](pid_t pid) { return set_owner_ex(F_OWNER_PID, pid); }},
    {"setown-ex-thread", [](pid_t pid) { return set_owner_ex(F_OWNER_TID, pid); }},
    {"setown-ex-group", [](pid_t pid) { return set_owner_ex(F_OWNER_PGRP, ::getpgid(pid)); }},
    {"fiosetown", [](pid_t pid) { return ::ioctl(a_socket(), FIOSETOWN, &pid); }},
    {"siocspgrp", [](pid_t pid) { return ::ioctl(a_socket(), SIOCSPGRP, &pid); }},
    {"attach", [](pid_t pid) { return ::ptrace(PTRACE_ATTACH, pid, nullptr, nullptr); }},
    {"seize", [](pid_t pid) { return ::ptrace(PTRACE_SEIZE, pid, nullptr, nullptr); }},
    {"memory",
     [](pid_t pid) {
       return static_cast<long>(::open(("/proc/" + std::to_string(pid) + "/mem").c_str(), O_RDWR));
     }},
    {"vm-write",
     [](pid_t pid) {
       char byte = 0;
       const iovec here = {&byte, 1}, there = {&byte, 1};
       return static_cast<long>(::process_vm_writev(pid, &here, 1, &there, 1, 0));
     }},
    {"descriptor", [](pid_t pid) { return ::syscall(SYS_pidfd_getfd, open_pidfd(pid), 0, 0); }},
    {"childs-descriptor", [](pid_t) { return childs_descriptor(); }},
    {"childs-descriptor-beside", [](pid_t) { return beside_thread(childs_descriptor); }},
    {"hidden-descriptor",
     [](pid_t) {
       return ::syscall(SYS_pidfd_getfd, hide(open_pidfd(::getpid())), 1, 0) < 0 ? -1 : 0;
     }},
    {"hidden-signal",
     [](pid_t) {
       return ::syscall(SYS_pidfd_send_signal, hide(open_pidfd(::getpid())), 0, nullptr, 0);
     }},
    {"limit",
     [](pid_t pid) {
       const rlimit none = {RLIM_INFINITY, RLIM_INFINITY};
       return static_cast<long>(::prlimit(pid, RLIMIT_CORE, nullptr, nullptr)
                                    ? -1
                                    : ::prlimit(pid, RLIMIT_CPU, &none, nullptr));
     }},
    {"priority", [](pid_t pid) { return ::setpriority(PRIO_PROCESS, pid, 19); }},
    {"priority-group", [](pid_t pid) { return ::setpriority(PRIO_PGRP, ::getpgid(pid), 19); }},
    {"priority-user",
     [](pid_t) {
       return among_themselves(CLONE_NEWPID, [] { return ::setpriority(PRIO_USER, 0, 19); });
     }},
    {"priority-user-mapped",
     [](pid_t) {
       const uid_t user = ::getuid();
       return among_themselves(CLONE_NEWUSER | CLONE_NEWPID,
                               [user] { return slow_by_other_number(user); });
     }},
    {"scheduler",
     [](pid_t pid) {
       const sched_param idle = {0};
       return ::sched_setscheduler(pid, SCHED_IDLE, &idle);
     }},
    {"affinity",
     [](pid_t pid) {
       cpu_set_t all;
       std::memset(&all, 0xFF, sizeof all);
       return ::sched_setaffinity(pid, sizeof all, &all);
     }},
    {"io-priority", [](pid_t pid) { return ::syscall(SYS_ioprio_set, 1, pid, 3 << 13); }},
    {"keyring", [](pid_t) { return ::syscall(SYS_keyctl, KEYCTL_SESSION_TO_PARENT); }},
    {"cgroup-there", [](pid_t) { return static_cast<long>(a_cgroup()); }},
    {"cgroup", [](pid_t) { return ::write(a_cgroup(), "", 0); }},
    {"cgroup-placed", [](pid_t) { return ::pwrite(a_cgroup(), "", 0, 0); }},
    {"cgroup-moved",
     [](pid_t) { return ::sendfile(a_cgroup(), ::open("/dev/zero", O_RDONLY), nullptr, 0); }},
    {"aio",
     [](pid_t) {
       unsigned long context = 0;
       return ::syscall(SYS_io_setup, 1, &context);
     }},
    {"userfaultfd", [](pid_t) { return ::syscall(SYS_userfaultfd, O_CLOEXEC); }},
    {"secret", [](pid_t) { return ::syscall(447, 0); }},
    {"tiocsti", [](pid_t) { return ::ioctl(1, TIOCSTI, "x"); }},
    {"tioclinux", [](pid_t) { return ::ioctl(1, TIOCLINUX, "\6"); }},
    {"tcflow", [](pid_t) { return ::tcflow(1, TCOOFF); }},
    {"terminal-away", [](pid_t) { return ::ioctl(0, TIOCSCTTY, 1); }},
    {"terminal-hangup", [](pid_t) { return ::ioctl(1, TIOCVHANGUP); }},
    {"terminal-lock", [](pid_t) { return ::ioctl(1, TIOCSLCKTRMIOS, nullptr); }},
    // It is the session's terminal that goes: a new one has none.
    {"vhangup", [](pid_t) { return in_new_session() ? ::vhangup() : -1; }},
    {"mount", [](pid_t) { return ::syscall(SYS_mount, "x", "/tmp", "fuse", 0, "fd=0"); }},
    {"mount-magic",
     [](pid_t) { return ::syscall(SYS_mount, "x", "/tmp", "fuse", MS_MGC_VAL, "fd=0"); }},
    {"ring", [](pid_t) { return ::syscall(SYS_io_uring_enter, 0, 1, 0, 0, nullptr, 0); }},
    {"notice", [](pid_t) { return ::ioctl(0, SECCOMP_IOCTL_NOTIF_SEND, nullptr); }},
    // No file system that can be frozen: should it go through, nothing is.
    {"freeze", [](pid_t) { return ::ioctl(::open("/proc", O_RDONLY), _IOWR('X', 119, int), 0); }},
    {"fanotify", [](pid_t) { return ::syscall(SYS_fanotify_init, FAN_CLASS_CONTENT, O_RDONLY); }},
    {"lease",
     [](pid_t) {
       const int file = ::open("/tmp", O_TMPFILE | O_RDWR, 0600);
       return ::fcntl(file, F_SETLEASE, F_WRLCK);
     }},
    {"fsopen", [](pid_t) { return ::syscall(SYS_fsopen, "fuse", 0); }},
};

}  // namespace

int main(int argc, char** argv) {
  only_observed();
  const auto door = doors.find(argc > 1 ? argv[1] : "");
  if (door == doors.end()) return 2;
  const pid_t pid = argc > 2 && std::atoi(argv[2]) > 0 ? std::atoi(argv[2]) : ::getppid();
  const long result = door->second(pid);
  ::prctl(PR_SET_DUMPABLE, 1);  // what it says is to be read
  tell("%s: %s", argv[1], result < 0 ? answer(result).c_str() : "done");
}
