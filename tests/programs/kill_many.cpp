// One kill for many processes. Three children wait for their end: the first two in our group, the
// third in a group of its own.
//   zero      kill(0): our group, ourselves included (we ignore it)
//   zero-all  kill(0) without ignoring it: the end of ourselves, too (without the third)
//   group     kill(-pgid): the third one's group
//   everyone  kill(-1): everybody we may kill, but not ourselves: only under an observer
#include <csignal>

#include "only_observed.h"

static pid_t children[3];

static void make_children(int many) {
  Gate ready;
  for (int i = 0; i < many; ++i) {
    children[i] = ::fork();
    if (children[i] != 0) continue;
    ::signal(SIGTERM, SIG_DFL);
    if (i == 2) ::setpgid(0, 0);
    ready.open();
    for (;;) ::pause();
  }
  for (int i = 0; i < many; ++i) ready.wait();
}

// Those that it did not reach are ended by SIGKILL.
static void tell_ends(const std::string& said, bool first_two, bool third) {
  tell("kill: %s", said.c_str());
  for (int i = 0; i < 3; ++i) {
    const bool reached = i < 2 ? first_two : third;
    if (!reached) ::kill(children[i], SIGKILL);
    tell("child %d: %s", i + 1, end_of(children[i]).c_str());
  }
}

int main(int argc, char** argv) {
  const std::string which = argc > 1 ? argv[1] : "";
  if (which != "group") only_observed();
  if (which != "zero-all") ::signal(SIGTERM, SIG_IGN);
  make_children(which == "zero-all" ? 2 : 3);
  if (which == "zero" || which == "zero-all") tell_ends(answer(::kill(0, SIGTERM)), true, false);
  if (which == "group") tell_ends(answer(::kill(-children[2], SIGTERM)), false, true);
  if (which == "everyone") tell_ends(answer(::kill(-1, SIGTERM)), true, true);
  tell("nobody: %s", answer(::kill(-children[2], 0)).c_str());
}
