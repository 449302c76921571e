// Namespaces, mounts, terminals and limits.
#include <fcntl.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <string>

#include "at_random.h"

namespace at_random {

namespace {

void leave_namespaces(Random& random) {
  constexpr int kinds[] = {CLONE_NEWUSER,
                           CLONE_NEWUSER | CLONE_NEWPID,
                           CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID,
                           CLONE_NEWPID,
                           CLONE_NEWNS,
                           CLONE_NEWIPC | CLONE_NEWUTS,
                           CLONE_FILES,
                           CLONE_FS};
  ::unshare(random.one_of(kinds));
  const std::uint32_t seed = random.seed();
  if (::fork() == 0) {
    Random own(seed);
    misbehave(own, 3);
    ::_exit(0);
  }
}

// In a mount namespace of its own: nothing outside of it is mounted over.
void mount_fuse(Random& random) {
  const std::string place = "/mnt";
  const bool old_way = random.up_to(2) == 0;
  if (::fork() != 0) return;
  if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) ::_exit(1);
  const int device = ::open("/dev/fuse", O_RDWR | O_CLOEXEC);
  const std::string options =
      "fd=" + std::to_string(device) + ",rootmode=40000,user_id=0,group_id=0";
  if (old_way) {
    ::mount("none", place.c_str(), "fuse", 0, options.c_str());
  } else {
    ::syscall(SYS_fsopen, "fuse", 0);
  }
  const int file = ::open((place + "/file").c_str(), O_RDONLY | O_CLOEXEC);
  char text[16];
  [[maybe_unused]] const ssize_t got = ::read(file, text, sizeof text);
  ::_exit(0);
}

void take_terminal(Random& random) {
  if (random.up_to(2) == 0) ::setsid();
  const int terminal = ::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
  const int fd = terminal < 0 ? random.up_to(3) : terminal;
  ::signal(SIGTTOU, SIG_IGN);
  ::setpgid(0, 0);
  ::tcsetpgrp(fd, ::getpgrp());
  ::ioctl(fd, TIOCSCTTY, random.up_to(2));
  ::ioctl(fd, TIOCSTI, "x");
  const char line_feed[] = "\x02";
  ::ioctl(fd, TIOCLINUX, line_feed);
  termios raw{};
  if (::tcgetattr(fd, &raw) == 0) {
    raw.c_cc[VSTOP] = 0x1b;  // what tcflow writes
    ::tcsetattr(fd, TCSANOW, &raw);
    ::tcflow(fd, random.up_to(2) == 0 ? TCIOFF : TCOOFF);
    ::cfmakeraw(&raw);
    ::tcsetattr(fd, TCSANOW, &raw);
  }
  [[maybe_unused]] const ssize_t written = ::write(fd, "\x1b[31mraw\x1b]0;title\x07", 16);
  if (random.up_to(4) == 0) ::ioctl(fd, TIOCNOTTY);
}

// Every terminal there is.
void write_to_terminals(Random& random) {
  const std::string path = "/dev/pts/" + std::to_string(random.up_to(6));
  const int terminal = ::open(path.c_str(), O_WRONLY | O_NOCTTY | O_CLOEXEC);
  if (terminal < 0) return;
  [[maybe_unused]] const ssize_t written = ::pwrite(terminal, "\x1b[7mraw\n", 8, 0);
  ::close(terminal);
}

void limit_oneself(Random& random) {
  const int which = random.up_to(RLIM_NLIMITS);
  const rlim_t value = static_cast<rlim_t>(random.up_to(100'000));
  const rlimit limit = {value, value};
  ::setrlimit(static_cast<__rlimit_resource>(which), &limit);
}

void schedule(Random& random) {
  const sched_param first = {1};
  ::nice(random.up_to(40) - 20);
  ::sched_setscheduler(0, SCHED_RR, &first);
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(static_cast<unsigned>(random.up_to(4)), &one);
  ::sched_setaffinity(0, sizeof one, &one);
}

void move_about(Random& random) {
  constexpr const char* folders[] = {"/", "/proc/self", "/proc/1", "/dev/shm", "/does/not/exist"};
  [[maybe_unused]] const int moved = ::chdir(random.one_of(folders));
  ::umask(static_cast<mode_t>(random.up_to(0777)));
}

void be_another_user(Random& random) {
  const auto id = static_cast<uid_t>(random.up_to(2) == 0 ? 65534 : 1);
  if (random.up_to(3) != 0) return;
  [[maybe_unused]] const int group = ::setgid(id);
  [[maybe_unused]] const int user = ::setuid(id);
}

}  // namespace

std::vector<Deed> settling() {
  return {{"namespaces", leave_namespaces}, {"fuse", mount_fuse},
          {"terminal", take_terminal},      {"terminals", write_to_terminals},
          {"rlimit", limit_oneself},        {"schedule", schedule},
          {"folder", move_about},           {"user", be_another_user}};
}

}  // namespace at_random
