// Threads that meet: two at a barrier for three ("barrier"), or one that waits until a word is
// changed, and nobody does ("word").
#include <linux/futex.h>
#include <pthread.h>
#include <sys/syscall.h>

#include <thread>

#include "tell.h"

static pthread_barrier_t gate;
static int done = 0;

int main(int, char** argv) {
  const std::string what = argv[1];
  pthread_barrier_init(&gate, nullptr, 3);
  std::thread other([&] {
    if (what == "barrier") pthread_barrier_wait(&gate);
    if (what == "word") ::syscall(SYS_futex, &done, FUTEX_WAIT_PRIVATE, 0, nullptr, nullptr, 0);
  });
  if (what == "barrier") pthread_barrier_wait(&gate);
  other.join();
}
