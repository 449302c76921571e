#include "syscalls/step_names.h"

#include <algorithm>

namespace procdemo::syscalls {

const std::vector<StepFamily>& step_families() {
  static const std::vector<StepFamily> all = {
      // processes
      {"fork", {"fork", "vfork", "clone", "clone3"}},
      {"exec", {"execve", "execveat"}},
      {"wait", {"wait4", "waitid"}},
      {"exit", {"exit", "exit_group"}},
      {"kill",
       {"kill", "tkill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_send_signal"}},
      // time, and waiting
      {"sleep", {"nanosleep", "clock_nanosleep"}},
      {"timer", {"alarm", "setitimer", "timer_settime", "timerfd_settime"}},
      {"clock", {"clock_gettime", "gettimeofday", "time"}},
      {"pause", {"pause", "rt_sigsuspend"}},
      {"poll",
       {"poll", "ppoll", "select", "pselect6", "epoll_wait", "epoll_pwait", "epoll_pwait2"}},
      {"semop", {"semop", "semtimedop"}},
      // bytes
      {"read", {"read", "readv", "pread64", "preadv", "preadv2"}},
      {"write", {"write", "writev", "pwrite64", "pwritev", "pwritev2"}},
      {"copy", {"sendfile", "copy_file_range", "splice"}},
      {"receive", {"recvfrom", "recvmsg"}},
      {"send", {"sendto", "sendmsg"}},
      {"accept", {"accept", "accept4"}},
      // descriptors
      {"open", {"open", "openat", "creat"}},
      {"close", {"close", "close_range"}},
      {"dup", {"dup2", "dup3"}},
      {"pipe", {"pipe", "pipe2"}},
      // files
      {"stat", {"stat", "lstat", "fstat", "newfstatat", "statx"}},
      {"access", {"access", "faccessat", "faccessat2"}},
      {"readlink", {"readlink", "readlinkat"}},
      {"unlink", {"unlink", "unlinkat", "rmdir"}},
      {"rename", {"rename", "renameat", "renameat2"}},
      {"link", {"link", "linkat"}},
      {"symlink", {"symlink", "symlinkat"}},
      {"mkdir", {"mkdir", "mkdirat"}},
      {"mknod", {"mknod", "mknodat"}},
      {"truncate", {"truncate", "ftruncate"}},
      {"chmod", {"chmod", "fchmod", "fchmodat", "fchmodat2"}},
      {"chown", {"chown", "fchown", "lchown", "fchownat"}},
      {"utime", {"utime", "utimes", "futimesat", "utimensat"}},
  };
  return all;
}

std::string_view step_name_of(std::string_view call) {
  for (const StepFamily& family : step_families()) {
    if (std::ranges::count(family.calls, call) != 0) return family.step;
  }
  return call;
}

}  // namespace procdemo::syscalls
