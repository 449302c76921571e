// Two threads take two mutexes, each another one first; or two processes that share them. Neither
// comes between the other's two in most orders. Mended: both in one order; "gate": a third mutex is
// around both; "tries": who does not get the second one lets the first one go.
//
// lock_order_threads [mended|gate|tries] [processes]
#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

namespace {

struct Locks {
  pthread_mutex_t left, right, gate;
};

Locks* locks = nullptr;
std::string how;

bool take_second(pthread_mutex_t& second) {
  if (how != "tries") return ::pthread_mutex_lock(&second) == 0;
  return ::pthread_mutex_trylock(&second) == 0;
}

void take_both(pthread_mutex_t& first, pthread_mutex_t& second) {
  if (how == "gate") ::pthread_mutex_lock(&locks->gate);
  for (;;) {
    ::pthread_mutex_lock(&first);
    const bool both = take_second(second);
    if (both) ::pthread_mutex_unlock(&second);
    ::pthread_mutex_unlock(&first);
    if (both) break;
    ::sched_yield();
  }
  if (how == "gate") ::pthread_mutex_unlock(&locks->gate);
}

void* forward(void*) {
  take_both(locks->left, locks->right);
  return nullptr;
}

void* backward(void*) {
  how == "mended" ? take_both(locks->left, locks->right) : take_both(locks->right, locks->left);
  return nullptr;
}

void in_threads() {
  pthread_t one, other;
  ::pthread_create(&one, nullptr, forward, nullptr);
  ::pthread_create(&other, nullptr, backward, nullptr);
  ::pthread_join(one, nullptr);
  ::pthread_join(other, nullptr);
}

void in_processes() {
  for (void* (*work)(void*) : {forward, backward}) {
    if (::fork() != 0) continue;
    work(nullptr);
    ::_exit(0);
  }
  while (::wait(nullptr) > 0) continue;
}

}  // namespace

int main(int argc, char** argv) {
  how = argc > 1 ? argv[1] : "";
  locks = static_cast<Locks*>(
      ::mmap(nullptr, sizeof(Locks), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  pthread_mutexattr_t shared;
  ::pthread_mutexattr_init(&shared);
  ::pthread_mutexattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
  for (pthread_mutex_t* one : {&locks->left, &locks->right, &locks->gate}) {
    ::pthread_mutex_init(one, &shared);
  }
  argc > 2 ? in_processes() : in_threads();
}
