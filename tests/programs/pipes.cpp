// Bytes through a pipe and a pair of sockets, their end, and a pipe that nobody reads.
#include <fcntl.h>
#include <sys/socket.h>

#include <csignal>

#include "tell.h"

static void through(const char* name, int from, int to) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(to);
    char bytes[100];
    ssize_t size, sum = 0;
    while ((size = ::read(from, bytes, sizeof bytes)) > 0) sum += size;
    tell("%s: %zd bytes until the end", name, sum);
    ::_exit(0);
  }
  ::close(from);
  for (int i = 1; i <= 5; ++i)
    if (::write(to, "12345", i) != i) tell("%s: %s", name, answer(-1).c_str());
  ::close(to);
  tell("%s: reader %s", name, end_of(child).c_str());
}

static void nobody_reads() {
  int ends[2];
  if (::pipe(ends) != 0) return;
  ::close(ends[0]);
  const pid_t child = ::fork();
  if (child == 0) {
    if (::write(ends[1], "x", 1) == 1) tell("wrong");
    ::_exit(0);
  }
  tell("nobody reads: %s", end_of(child).c_str());
  ::signal(SIGPIPE, SIG_IGN);
  tell("nobody reads, SIGPIPE ignored: %s", answer(::write(ends[1], "x", 1)).c_str());
  ::signal(SIGPIPE, SIG_DFL);
}

// A full pipe blocks its writer until somebody reads.
static void full() {
  int ends[2];
  if (::pipe2(ends, O_NONBLOCK) != 0) return;
  char block[4096] = {};
  long size = 0;
  while (::write(ends[1], block, sizeof block) > 0) size += sizeof block;
  tell("full: %s after %ld bytes", answer(-1).c_str(), size);
  ::fcntl(ends[1], F_SETFL, 0);
  const pid_t child = ::fork();
  if (child == 0) ::_exit(::write(ends[1], "x", 1) == 1 ? 0 : 1);
  until_sleeping(child);
  if (::read(ends[0], block, sizeof block) != sizeof block) tell("wrong");
  tell("writer of a full pipe: %s", end_of(child).c_str());
}

int main() {
  int ends[2];
  if (::pipe(ends) != 0) return 1;
  through("pipe", ends[0], ends[1]);
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return 1;
  through("sockets", ends[0], ends[1]);
  nobody_reads();
  full();
}
