// Makes children until it has as many as asked, or is refused; then lets all of them go.
//
// crowd [how many] [threads]
#include <pthread.h>

#include "tell.h"

static Gate go;

static void* idle(void*) {
  go.wait();
  return nullptr;
}

static int make(int many, bool threads, std::string& said) {
  for (int made = 0; made < many; ++made) {
    if (threads) {
      pthread_t thread;
      errno = ::pthread_create(&thread, nullptr, idle, nullptr);
      if (errno != 0) return said = answer(-1), made;
      continue;
    }
    const pid_t child = ::fork();
    if (child < 0) return said = answer(child), made;
    if (child == 0) {
      go.wait();
      ::_exit(0);
    }
  }
  return many;
}

int main(int argc, char** argv) {
  const int many = argc > 1 ? std::atoi(argv[1]) : 10;
  const bool threads = argc > 2;
  std::string said = "no refusal";
  const int made = make(many, threads, said);
  tell("made %d: %s", made, said.c_str());
  for (int i = 0; i < made; ++i) go.open();
  int reaped = 0;
  while (::wait(nullptr) > 0) ++reaped;
  tell("reaped %d", reaped);
  if (threads) ::pthread_exit(nullptr);
}
