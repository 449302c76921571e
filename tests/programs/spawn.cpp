// posix_spawn(3): a child with another program, its output sent to a pipe, then to where ours goes.
#include <spawn.h>

#include "tell.h"

int main() {
  int pipe_ends[2];
  if (::pipe(pipe_ends) != 0) return 1;
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, pipe_ends[1], 1);
  char* const argv[] = {const_cast<char*>("echo"), const_cast<char*>("through a pipe"), nullptr};

  pid_t child = 0;
  tell("spawn: %d", ::posix_spawn(&child, "/bin/echo", &actions, nullptr, argv, environ));
  ::close(pipe_ends[1]);
  char text[64] = "";
  const ssize_t size = ::read(pipe_ends[0], text, sizeof text - 1);
  tell("read %zd: %.*s", size, static_cast<int>(size) - 1, text);
  tell("echo: %s", end_of(child).c_str());

  tell("spawn: %d", ::posix_spawnp(&child, "true", nullptr, nullptr, argv, environ));
  tell("true: %s", end_of(child).c_str());
  const int failed = ::posix_spawn(&child, "/no/such/program", nullptr, nullptr, argv, environ);
  tell("spawn of nothing: %s", ::strerrorname_np(failed));
}
