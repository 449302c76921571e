// Never ends by itself.
//   output   prints "y" for ever, like yes(1)
//   pause    does nothing, for ever
//   spin     computes for ever, without a call
//   patient  does nothing, and only tells that Ctrl-C came
//   stubborn does nothing, and ignores every signal that can be ignored
#include <csignal>

#include "only_observed.h"

int main(int argc, char** argv) {
  const std::string which = argc > 1 ? argv[1] : "pause";
  if (which == "patient") ::signal(SIGINT, [](int) { tell("interrupted"); });
  if (which == "stubborn") only_observed();
  if (which == "stubborn")
    for (int signal = 1; signal < NSIG; ++signal) ::signal(signal, SIG_IGN);
  if (which != "output") tell("ready");
  if (which == "output")
    while (::write(1, "y\n", 2) == 2) {
    }
  while (which == "spin") asm volatile("");
  for (;;) ::pause();
}
