// Calls whose number, or whose argument of 32 bits, has further bits set: the kernel does not look
// at those (since Linux 5.13 at no number's).
//
// wide DOOR: its parent is to be hit; what the call said is told.
#include <fcntl.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <climits>
#include <csignal>
#include <functional>
#include <map>

#include "only_observed.h"

namespace {

constexpr long bit_32 = 1L << 32;

long set_owner_ex() {
  const f_owner_ex owner = {F_OWNER_PID, ::getppid()};
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  return ::syscall(SYS_fcntl, socket, F_SETOWN_EX | bit_32, &owner);
}

long make_unseen(long further) {
  const long child = ::syscall(SYS_clone | further, CLONE_UNTRACED | SIGCHLD, 0, 0, 0, 0);
  if (child == 0) ::_exit(0);
  return ::waitpid(static_cast<pid_t>(child), nullptr, 0);
}

const std::map<std::string, std::function<long()>> doors = {
    {"known", [] { return ::syscall(SYS_getpid | bit_32) == ::getpid() ? 0 : -1; }},
    {"kill", [] { return ::syscall(SYS_kill | bit_32, ::getppid(), SIGSTOP); }},
    {"kill-negative", [] { return ::syscall(SYS_kill | LONG_MIN, ::getppid(), SIGSTOP); }},
    {"setown-ex", set_owner_ex},
    {"terminal",
     [] { return in_new_session() ? ::syscall(SYS_ioctl, 1, TIOCSCTTY, 1 | bit_32) : -1L; }},
    {"clone", [] { return make_unseen(bit_32); }},
    {"clone-negative", [] { return make_unseen(LONG_MIN); }},
};

}  // namespace

int main(int argc, char** argv) {
  only_observed();
  const auto door = doors.find(argc > 1 ? argv[1] : "");
  if (door == doors.end()) return 2;
  const long result = door->second();
  tell("%s: %s", argv[1], result < 0 ? answer(result).c_str() : "done");
}
