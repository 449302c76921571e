// A process forks while another of its threads holds a lock. The child has a copy of the lock, and
// not of the thread that would give it back. Mended: the child takes no lock.
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
int has_locked[2], may_unlock[2];

bool wait_for(int end) {
  char byte;
  return ::read(end, &byte, 1) == 1;
}

void* hold(void*) {
  ::pthread_mutex_lock(&lock);
  const bool told = ::write(has_locked[1], "!", 1) == 1;
  const bool heard = told && wait_for(may_unlock[0]);
  ::pthread_mutex_unlock(&lock);
  return heard ? nullptr : &lock;
}

}  // namespace

int main(int argc, char**) {
  const bool mended = argc > 1;
  if (::pipe(has_locked) != 0 || ::pipe(may_unlock) != 0) return 1;
  pthread_t thread;
  ::pthread_create(&thread, nullptr, hold, nullptr);
  wait_for(has_locked[0]);
  const pid_t child = ::fork();
  if (child == 0) {
    if (!mended) ::pthread_mutex_lock(&lock);
    ::_exit(0);
  }
  ::waitpid(child, nullptr, 0);
  const bool told = ::write(may_unlock[1], "!", 1) == 1;
  ::pthread_join(thread, nullptr);
  return told ? 0 : 1;
}
