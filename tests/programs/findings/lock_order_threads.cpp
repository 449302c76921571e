// Two threads take two mutexes, each another one first; or two processes that share them. Neither
// comes between the other's two in most orders. "three": three mutexes in a circle, by three.
//
// Mended: both in one order; "gate": a third mutex is around both; "tries": who does not get the
// second one lets the first one go. Or the second thread waits until the first one is through: for
// a byte in a "pipe", a "semaphore", a "barrier", a "flag" in memory, or, with its first mutex, for
// a "condition"; or it looks for the flag with that one ("polled"), and gives it back where not.
//
// lock_order_threads [wrong|three|mended|gate|tries|pipe|...] [processes]
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <string>
#include <vector>

namespace {

struct Locks {
  pthread_mutex_t left, right, third, gate;
  pthread_cond_t told;
  pthread_barrier_t met;
  sem_t posted;
  std::atomic<bool> flag;
};

Locks* locks = nullptr;
int done[2];
std::string how;

bool take_second(pthread_mutex_t& second) {
  if (how != "tries") return ::pthread_mutex_lock(&second) == 0;
  return ::pthread_mutex_trylock(&second) == 0;
}

void take_both(pthread_mutex_t& first, pthread_mutex_t& second, void (*with_first)(),
               void (*with_both)()) {
  if (how == "gate") ::pthread_mutex_lock(&locks->gate);
  for (;;) {
    ::pthread_mutex_lock(&first);
    with_first();
    const bool both = take_second(second);
    if (both) with_both();
    if (both) ::pthread_mutex_unlock(&second);
    ::pthread_mutex_unlock(&first);
    if (both) break;
    ::sched_yield();
  }
  if (how == "gate") ::pthread_mutex_unlock(&locks->gate);
}

void nothing() {}

void tell() {
  if (how == "pipe" && ::write(done[1], "!", 1) != 1) ::_exit(1);
  if (how == "semaphore") ::sem_post(&locks->posted);
  if (how == "barrier") ::pthread_barrier_wait(&locks->met);
  if (how == "flag" || how == "polled") locks->flag = true;
}

void await() {
  char byte;
  if (how == "pipe" && ::read(done[0], &byte, 1) != 1) ::_exit(1);
  if (how == "semaphore") ::sem_wait(&locks->posted);
  if (how == "barrier") ::pthread_barrier_wait(&locks->met);
  while (how == "flag" && !locks->flag) ::sched_yield();
}

void signal_condition() {
  if (how != "condition") return;
  locks->flag = true;
  ::pthread_cond_signal(&locks->told);
}

void await_condition() {
  while (how == "condition" && !locks->flag) ::pthread_cond_wait(&locks->told, &locks->right);
}

void* forward(void*) {
  take_both(locks->left, locks->right, nothing, signal_condition);
  tell();
  return nullptr;
}

void poll_flag() {
  for (bool through = false; !through;) {
    ::pthread_mutex_lock(&locks->right);
    through = locks->flag;
    if (through) ::pthread_mutex_lock(&locks->left);
    if (through) ::pthread_mutex_unlock(&locks->left);
    ::pthread_mutex_unlock(&locks->right);
    if (!through) ::sched_yield();
  }
}

void* backward(void*) {
  await();
  if (how == "polled") {
    poll_flag();
  } else if (how == "mended") {
    take_both(locks->left, locks->right, nothing, nothing);
  } else {
    take_both(locks->right, how == "three" ? locks->third : locks->left, await_condition, nothing);
  }
  return nullptr;
}

void* around(void*) {
  take_both(locks->third, locks->left, nothing, nothing);
  return nullptr;
}

using Work = std::vector<void* (*)(void*)>;

void in_threads(const Work& all) {
  std::vector<pthread_t> threads(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    ::pthread_create(&threads[i], nullptr, all[i], nullptr);
  }
  for (const pthread_t thread : threads) ::pthread_join(thread, nullptr);
}

void in_processes(const Work& all) {
  for (void* (*work)(void*) : all) {
    if (::fork() != 0) continue;
    work(nullptr);
    ::_exit(0);
  }
  while (::wait(nullptr) > 0) continue;
}

void make_locks() {
  locks = static_cast<Locks*>(
      ::mmap(nullptr, sizeof(Locks), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  pthread_mutexattr_t shared;
  ::pthread_mutexattr_init(&shared);
  ::pthread_mutexattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
  for (pthread_mutex_t* one : {&locks->left, &locks->right, &locks->third, &locks->gate}) {
    ::pthread_mutex_init(one, &shared);
  }
  pthread_condattr_t condition;
  ::pthread_condattr_init(&condition);
  ::pthread_condattr_setpshared(&condition, PTHREAD_PROCESS_SHARED);
  ::pthread_cond_init(&locks->told, &condition);
  pthread_barrierattr_t barrier;
  ::pthread_barrierattr_init(&barrier);
  ::pthread_barrierattr_setpshared(&barrier, PTHREAD_PROCESS_SHARED);
  ::pthread_barrier_init(&locks->met, &barrier, 2);
  ::sem_init(&locks->posted, 1, 0);
}

}  // namespace

int main(int argc, char** argv) {
  how = argc > 1 ? argv[1] : "";
  make_locks();
  if (::pipe(done) != 0) return 1;
  Work work = {forward, backward};
  if (how == "three") work.push_back(around);
  argc > 2 ? in_processes(work) : in_threads(work);
}
