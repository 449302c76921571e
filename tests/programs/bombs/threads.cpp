// Threads alone, without a fork: every thread makes more.
#include <pthread.h>

#include "../only_observed.h"

static void* multiply(void*) {
  pthread_attr_t small;
  ::pthread_attr_init(&small);
  ::pthread_attr_setstacksize(&small, 65536);
  pthread_t thread;
  while (true) ::pthread_create(&thread, &small, multiply, nullptr);
}

int main() {
  only_observed();
  multiply(nullptr);
}
