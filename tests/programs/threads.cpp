// Threads are tasks of one process: one PID, a number of their own each. One of them forks: the
// child has one thread.
//
// threads [how many]
#include <sys/syscall.h>

#include <atomic>
#include <barrier>
#include <filesystem>
#include <thread>
#include <vector>

#include "tell.h"

static long tasks() {
  const std::filesystem::directory_iterator folder("/proc/self/task");
  return std::distance(begin(folder), end(folder));
}

int main(int argc, char** argv) {
  const int many = argc > 1 ? std::atoi(argv[1]) : 3;
  std::barrier together(many + 1);
  std::atomic<int> same_pid = 0, own_number = 0;
  const pid_t pid = ::getpid();

  std::vector<std::thread> threads;
  for (int i = 0; i < many; ++i)
    threads.emplace_back([&] {
      same_pid += ::getpid() == pid;
      own_number += ::gettid() != pid;
      together.arrive_and_wait();
      together.arrive_and_wait();
    });
  together.arrive_and_wait();
  tell("tasks: %ld, with the same PID: %d, with a number of their own: %d", tasks(),
       same_pid.load(), own_number.load());
  const pid_t child = ::fork();
  if (child == 0) {
    tell("tasks in the forked child: %ld", tasks());
    ::_exit(0);
  }
  tell("child: %s", end_of(child).c_str());
  together.arrive_and_wait();
  for (std::thread& thread : threads) thread.join();
  tell("joined");
}
