// Every process takes the terminal for a group or a session of its own: whoever then reads from it,
// or sets it, is stopped.
#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>

#include <csignal>

#include "../only_observed.h"

static void take(int terminal) {
  ::setpgid(0, 0);
  ::tcsetpgrp(terminal, ::getpgrp());
  if (::fork() != 0) return;
  ::setsid();
  ::ioctl(terminal, TIOCSCTTY, 1);  // away from whose it is, as root
  ::tcsetpgrp(terminal, ::getpgrp());
}

int main() {
  only_observed();
  ::signal(SIGTTOU, SIG_IGN);
  const int terminal = ::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
  while (true) {
    if (::fork() == 0) take(terminal < 0 ? 0 : terminal);
  }
}
