// Locks of threads, and of processes that share memory.
//
// mutexes
// crossed|ordered|written|semaphores|wakeup|processes|forked|ended|tries|counted|traps|often
#include <pthread.h>
#include <semaphore.h>
#include <sys/mman.h>

#include <csignal>
#include <ctime>

#include "tell.h"

static pthread_mutex_t forks[2] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};
static pthread_rwlock_t table = PTHREAD_RWLOCK_INITIALIZER, chair = PTHREAD_RWLOCK_INITIALIZER;
static sem_t left, right;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool ready = false;
static int counter = 0;

template <class Do>
static pthread_t thread(Do& what) {
  pthread_t made;
  pthread_create(
      &made, nullptr,
      [](void* what) -> void* {
        (*static_cast<Do*>(what))();
        return nullptr;
      },
      &what);
  return made;
}

// Both at once, to their ends.
template <class One, class Other>
static void together(One one, Other other) {
  const pthread_t first = thread(one), second = thread(other);
  pthread_join(first, nullptr);
  pthread_join(second, nullptr);
  tell("both");
}

static void take(pthread_mutex_t& one, pthread_mutex_t& other) {
  pthread_mutex_lock(&one);
  pthread_mutex_lock(&other);
  pthread_mutex_unlock(&other);
  pthread_mutex_unlock(&one);
}

static void write_both(pthread_rwlock_t& one, pthread_rwlock_t& other) {
  pthread_rwlock_wrlock(&one);
  pthread_rwlock_wrlock(&other);
  pthread_rwlock_unlock(&other);
  pthread_rwlock_unlock(&one);
}

static void pass(sem_t& one, sem_t& other) {
  sem_wait(&one);
  sem_wait(&other);
  sem_post(&other);
  sem_post(&one);
}

// Looks, and only then waits: the signal may come in between, and is lost.
static void wait_too_late() {
  pthread_mutex_lock(&forks[0]);
  const bool is_ready = ready;
  pthread_mutex_unlock(&forks[0]);
  if (is_ready) return;
  pthread_mutex_lock(&forks[0]);
  pthread_cond_wait(&changed, &forks[0]);
  pthread_mutex_unlock(&forks[0]);
}

static void say_ready() {
  pthread_mutex_lock(&forks[0]);
  ready = true;
  pthread_cond_signal(&changed);
  pthread_mutex_unlock(&forks[0]);
}

static void cross_processes() {
  void* const memory =
      ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  auto* const shared = static_cast<pthread_mutex_t*>(memory);
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
  pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(&shared[0], &attributes);
  pthread_mutex_init(&shared[1], &attributes);
  for (const int first : {0, 1}) {
    if (::fork() != 0) continue;
    take(shared[first], shared[1 - first]);
    ::_exit(0);
  }
  while (::wait(nullptr) > 0) continue;
  tell("both");
}

// The child has a copy of the mutex, and none of the thread that holds it.
static void fork_meanwhile() {
  int locked[2], forked[2];
  if (::pipe(locked) != 0 || ::pipe(forked) != 0) ::_exit(1);
  char byte = 'x';
  auto hold = [&] {
    pthread_mutex_lock(&forks[1]);
    if (::write(locked[1], &byte, 1) != 1 || ::read(forked[0], &byte, 1) != 1) ::_exit(1);
    pthread_mutex_unlock(&forks[1]);
  };
  const pthread_t holder = thread(hold);
  if (::read(locked[0], &byte, 1) != 1) ::_exit(1);
  if (::fork() == 0) {
    pthread_mutex_lock(&forks[1]);
    tell("never");
    ::_exit(0);
  }
  if (::write(forked[1], &byte, 1) != 1) ::_exit(1);
  pthread_join(holder, nullptr);
  ::wait(nullptr);
}

static void end_with_lock() {
  auto keep = [] { pthread_mutex_lock(&forks[0]); };
  pthread_join(thread(keep), nullptr);
  pthread_mutex_lock(&forks[0]);
}

static void try_again_and_again() {
  together(
      [] {
        while (pthread_mutex_trylock(&forks[0]) != 0) continue;
        pthread_mutex_unlock(&forks[0]);
      },
      [] {
        pthread_mutex_lock(&forks[0]);
        const timespec a_second = {1, 0};
        ::nanosleep(&a_second, nullptr);
        pthread_mutex_unlock(&forks[0]);
      });
}

static void count_together(int times) {
  const auto count = [times] {
    for (int i = 0; i < times; ++i) {
      pthread_mutex_lock(&forks[0]);
      ++counter;
      pthread_mutex_unlock(&forks[0]);
    }
  };
  together(count, count);
  tell("%d", counter);
}

// What it does with SIGTRAP is its own affair.
static void count_with_traps() {
  sigset_t all, before;
  sigfillset(&all);
  ::signal(SIGTRAP, SIG_IGN);
  pthread_sigmask(SIG_SETMASK, &all, nullptr);
  count_together(3000);
  struct sigaction action;
  ::sigaction(SIGTRAP, nullptr, &action);
  pthread_sigmask(SIG_SETMASK, nullptr, &before);
  tell("%s, %s", action.sa_handler == SIG_IGN ? "ignored" : "not ignored",
       sigismember(&before, SIGTRAP) ? "blocked" : "not blocked");
}

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  sem_init(&left, 0, 1);
  sem_init(&right, 0, 1);
  if (what == "crossed")
    together([] { take(forks[0], forks[1]); }, [] { take(forks[1], forks[0]); });
  if (what == "ordered")
    together([] { take(forks[0], forks[1]); }, [] { take(forks[0], forks[1]); });
  if (what == "written")
    together([] { write_both(table, chair); }, [] { write_both(chair, table); });
  if (what == "semaphores") together([] { pass(left, right); }, [] { pass(right, left); });
  if (what == "wakeup") together(wait_too_late, say_ready);
  if (what == "processes") cross_processes();
  if (what == "forked") fork_meanwhile();
  if (what == "ended") end_with_lock();
  if (what == "tries") try_again_and_again();
  if (what == "counted") count_together(3000);
  if (what == "often") count_together(1'000'000);
  if (what == "traps") count_with_traps();
}
