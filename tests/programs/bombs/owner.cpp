// Makes who observes it the owner of a descriptor: what comes there sends the owner a signal, and
// which one is the program's choice.
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <csignal>

#include "../only_observed.h"

static void give(int socket, int way, pid_t owner) {
  const int group = -::getpgid(owner);
  const f_owner_ex process = {F_OWNER_PID, owner}, thread = {F_OWNER_TID, owner},
                   all = {F_OWNER_PGRP, -group};
  switch (way) {
    case 0:
      ::fcntl(socket, F_SETOWN, owner);
      break;
    case 1:
      ::fcntl(socket, F_SETOWN, group);
      break;
    case 2:
      ::fcntl(socket, F_SETOWN_EX, &process);
      break;
    case 3:
      ::fcntl(socket, F_SETOWN_EX, &thread);
      break;
    case 4:
      ::fcntl(socket, F_SETOWN_EX, &all);
      break;
    case 5:
      ::ioctl(socket, 0x8901 /* FIOSETOWN */, &owner);
      break;
    default:
      ::ioctl(socket, 0x8902 /* SIOCSPGRP */, &group);
  }
}

static void signal_by_descriptor(int way, int signal) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return;
  give(ends[0], way, tracer());
  ::fcntl(ends[0], F_SETSIG, signal);
  ::fcntl(ends[0], F_SETFL, O_ASYNC);
  [[maybe_unused]] const ssize_t sent = ::write(ends[1], "!", 1);
  for (const int end : ends) ::close(end);
}

int main() {
  only_observed();
  while (true) {
    for (int way = 0; way < 7; ++way) {
      signal_by_descriptor(way, SIGSTOP);
      signal_by_descriptor(way, SIGKILL);
    }
    ::fork();
  }
}
