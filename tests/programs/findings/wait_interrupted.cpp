// A timer's signal ends the wait early, and it is not made again; "thread": that of a thread, which
// ends then. Mended: it is.
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <string_view>

namespace {

bool mended = false;

void* wait_for_child(void*) {
  pid_t ended;
  do ended = ::wait(nullptr);
  while (mended && ended < 0 && errno == EINTR);
  return nullptr;
}

int wait_in_thread() {
  if (::fork() == 0) {
    ::sleep(2);
    ::_exit(3);
  }
  pthread_t thread;
  ::pthread_create(&thread, nullptr, wait_for_child, nullptr);
  ::sleep(1);
  ::pthread_kill(thread, SIGALRM);
  ::pthread_join(thread, nullptr);
  ::sleep(3);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view how = argc > 1 ? argv[1] : "";
  mended = argc > 1 && std::string_view(argv[argc - 1]) == "mended";
  struct sigaction action{};  // without SA_RESTART
  action.sa_handler = [](int) {};
  ::sigaction(SIGALRM, &action, nullptr);

  if (how == "thread") return wait_in_thread();

  const pid_t child = ::fork();
  if (child == 0) {
    ::sleep(2);
    ::_exit(3);
  }
  ::alarm(1);
  int status = 0;
  pid_t ended;
  do ended = ::waitpid(child, &status, 0);
  while (mended && ended < 0 && errno == EINTR);
  ::sleep(3);
  std::puts(ended == child ? "reaped" : "not reaped");
}
