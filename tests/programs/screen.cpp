// What full-screen and job-control programs do first: another screen, and the terminal's
// foreground.
//   screen       the alternate screen of a terminal (xterm's 1049)
//   foreground   tcsetpgrp
#include <csignal>

#include "tell.h"

int main(int argc, char** argv) {
  const std::string which = argc > 1 ? argv[1] : "screen";
  if (which == "screen") {
    tell("\x1b[?1049h\x1b[?1049l");
  } else {
    ::signal(SIGTTOU, SIG_IGN);
    tell("tcsetpgrp: %s", ::tcsetpgrp(1, ::getpgrp()) == 0 ? "done" : "refused");
  }
}
