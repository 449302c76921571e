// manners [other]: two processes that print, sleep and wait; or the same by other calls, and with
// what another C library might do for itself in between.
#include <fcntl.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <ctime>

namespace {

bool other = false;

void for_itself() {
  if (!other) return;
  static int word = 0;
  ::syscall(SYS_futex, &word, FUTEX_WAKE, 1, nullptr, nullptr, 0);
  const int file = ::open("/etc/passwd", O_RDONLY);
  char bytes[16];
  [[maybe_unused]] const ssize_t got = ::read(file, bytes, sizeof bytes);
  ::close(file);
}

void print(const char* text) {
  for_itself();
  const iovec piece{const_cast<char*>(text), std::strlen(text)};
  [[maybe_unused]] const ssize_t done =
      other ? ::writev(1, &piece, 1) : ::write(1, text, piece.iov_len);
}

void sleep_shortly() {
  for_itself();
  const timespec time{0, 1'000'000};
  if (other) {
    ::syscall(SYS_clock_nanosleep, CLOCK_REALTIME, 0, &time, nullptr);
  } else {
    ::syscall(SYS_nanosleep, &time, nullptr);
  }
}

void wait_for(pid_t child) {
  for_itself();
  siginfo_t info;
  if (other) {
    ::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED);
  } else {
    ::waitpid(child, nullptr, 0);
  }
}

}  // namespace

int main(int argc, char**) {
  other = argc > 1;
  const auto child = static_cast<pid_t>(
      other ? ::syscall(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, 0) : ::syscall(SYS_fork));
  for (int i = 0; i < 3; ++i) {
    print(child == 0 ? "child\n" : "parent\n");
    sleep_shortly();
  }
  if (child > 0) wait_for(child);
  print("end\n");
}
