// A sleeper whom no kill(2) wakes: it has asked for a signal when something comes, and its child's
// write(2) or mq_send(3) sends that one.
//
//   woken write|message
#include <fcntl.h>
#include <mqueue.h>

#include <csignal>

#include "tell.h"

// Each returns what sends.

static auto by_write() {
  static int ends[2];
  if (::pipe(ends) != 0) ::_exit(1);
  ::fcntl(ends[0], F_SETOWN, ::getpid());
  ::fcntl(ends[0], F_SETFL, O_ASYNC);
  return [] { return ::write(ends[1], "!", 1); };
}

static auto by_message() {
  const std::string name = "/procdemo-woken-" + std::to_string(::getpid());
  static const mqd_t queue = ::mq_open(name.c_str(), O_RDWR | O_CREAT, 0600, nullptr);
  ::mq_unlink(name.c_str());
  sigevent event{};
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = SIGIO;
  ::mq_notify(queue, &event);
  return [] { return ::mq_send(queue, "!", 1, 0); };
}

template <class Send>
static void sleep_until(Send send) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::sleep(2);
    if (send() < 0) ::_exit(1);
    tell("sent");
    ::sleep(1);
    tell("slept on");
    ::_exit(0);
  }
  tell("%s", ::sleep(10) > 0 ? "woken" : "slept");
  tell("%s", end_of(child).c_str());
}

int main(int, char** argv) {
  ::signal(SIGIO, [](int) { tell("SIGIO"); });
  if (argv[1] == std::string("write")) {
    sleep_until(by_write());
  } else {
    sleep_until(by_message());
  }
}
