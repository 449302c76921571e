// Who waits for what nobody will give: two that have a semaphore each and want the other's
// ("crossed"), three in a ring of them ("ring"), a child that has but a copy of its parent's
// ("copied"), one that wants to read what a dead writer has locked ("written"): each in a process
// of its own, all at once ("all"), or the first two alone. "mended": two that take both in one
// order.
#include <pthread.h>
#include <semaphore.h>
#include <sys/mman.h>

#include "tell.h"

namespace {

template <class Object>
Object* shared(int count = 1) {
  return static_cast<Object*>(::mmap(nullptr, count * sizeof(Object), PROT_READ | PROT_WRITE,
                                     MAP_SHARED | MAP_ANONYMOUS, -1, 0));
}

sem_t* free_semaphores(int count) {
  auto* const all = shared<sem_t>(count);
  for (int i = 0; i < count; ++i) sem_init(&all[i], 1, 1);
  return all;
}

template <class Do>
void in_process(Do what) {
  if (::fork() != 0) return;
  what();
  ::_exit(0);
}

void wait_for_all() {
  while (::wait(nullptr) > 0) continue;
}

// Each has taken its own before anybody wants another one.
void take(sem_t* all, int own, int count, pthread_barrier_t& met) {
  sem_wait(&all[own]);
  pthread_barrier_wait(&met);
  sem_wait(&all[(own + 1) % count]);
}

pthread_barrier_t& barrier(int count) {
  auto* const met = shared<pthread_barrier_t>();
  pthread_barrierattr_t attributes;
  pthread_barrierattr_init(&attributes);
  pthread_barrierattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
  pthread_barrier_init(met, &attributes, count);
  return *met;
}

void cross() {
  sem_t* const both = free_semaphores(2);
  pthread_barrier_t& met = barrier(2);
  in_process([&] { take(both, 1, 2, met); });
  take(both, 0, 2, met);
}

void take_in_one_order() {
  sem_t* const both = free_semaphores(2);
  const auto take_both = [&] {
    sem_wait(&both[0]);
    sem_wait(&both[1]);
    sem_post(&both[1]);
    sem_post(&both[0]);
  };
  in_process(take_both);
  take_both();
  wait_for_all();
}

void take_in_ring() {
  constexpr int count = 3;
  sem_t* const all = free_semaphores(count);
  pthread_barrier_t& met = barrier(count);
  for (int i = 0; i < count; ++i) in_process([&] { take(all, i, count, met); });
  wait_for_all();
}

void wait_for_copy() {
  static sem_t done;
  sem_init(&done, 1, 0);
  in_process([] { sem_wait(&done); });
  sem_post(&done);
  wait_for_all();
}

void read_what_the_dead_wrote() {
  auto* const lock = shared<pthread_rwlock_t>();
  pthread_rwlockattr_t attributes;
  pthread_rwlockattr_init(&attributes);
  pthread_rwlockattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
  pthread_rwlock_init(lock, &attributes);
  in_process([=] { pthread_rwlock_wrlock(lock); });
  wait_for_all();
  pthread_rwlock_rdlock(lock);
}

}  // namespace

int main(int, char** argv) {
  const std::string what = argv[1];
  if (what == "crossed") cross();
  if (what == "mended") take_in_one_order();
  if (what == "ring") take_in_ring();
  if (what != "all") return 0;
  for (auto* one : {cross, take_in_ring, wait_for_copy, read_what_the_dead_wrote}) in_process(one);
  wait_for_all();
}
