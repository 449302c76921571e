// Gives its terminal to a group of its own, in which nobody else is; whoever then writes to that
// terminal from another group is stopped (TOSTOP).
//
// foreground [stay]: and stays until it is ended
#include <fcntl.h>
#include <termios.h>

#include <csignal>

#include "tell.h"

int main(int argc, char**) {
  ::signal(SIGTTOU, SIG_IGN);
  const int terminal = ::open("/dev/tty", O_RDWR);
  ::setpgid(0, 0);
  termios settings{};
  ::tcgetattr(terminal, &settings);
  settings.c_lflag |= TOSTOP;
  ::tcsetattr(terminal, TCSANOW, &settings);
  tell("foreground: %s", answer(::tcsetpgrp(terminal, ::getpgrp())).c_str());
  while (argc > 1) ::pause();
}
