// The first thread ends by pthread_exit and shows as a zombie; the process lives on in another
// thread, forks, waits and ends with its own status.
#include <pthread.h>

#include "tell.h"

static void* second(void*) {
  while (state_of(::getpid()) != 'Z') ::sched_yield();
  tell("the leader is a zombie, the process lives");
  const pid_t child = ::fork();
  if (child == 0) ::_exit(6);
  tell("child: %s", end_of(child).c_str());
  std::exit(9);
}

int main() {
  pthread_t thread;
  ::pthread_create(&thread, nullptr, second, nullptr);
  ::pthread_exit(nullptr);
}
