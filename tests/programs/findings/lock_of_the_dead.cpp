// A process forks while another of its threads holds a lock. The child has a copy of the lock, and
// not of the thread that would give it back. Mended: the child takes no lock. "ended",
// "ended-rwlock": a thread ends without giving back its mutex, or its read-write lock.
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string_view>

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

pthread_rwlock_t written = PTHREAD_RWLOCK_INITIALIZER;

void* lock_and_end(void* is_mutex) {
  is_mutex ? ::pthread_mutex_lock(&lock) : ::pthread_rwlock_wrlock(&written);
  return nullptr;
}

int wait_for_ended(bool is_mutex) {
  pthread_t thread;
  ::pthread_create(&thread, nullptr, lock_and_end, is_mutex ? &lock : nullptr);
  ::pthread_join(thread, nullptr);
  return is_mutex ? ::pthread_mutex_lock(&lock) : ::pthread_rwlock_rdlock(&written);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view how = argc > 1 ? argv[1] : "";
  const bool mended = how == "mended";
  if (how.starts_with("ended")) return wait_for_ended(how == "ended");
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
