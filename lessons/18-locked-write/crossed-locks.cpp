// Two processes take the same two locks, each in another order. When one has its first lock as the
// other takes its own, each waits for what the other has, and neither gives it back: a deadlock.

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

#include "multiprocess/file_lock.h"

using multiprocess::FileLock;

void take_both(const char* who, const char* first, const char* second) {
  const FileLock one(first);
  const FileLock two(second);  // waits while another has it
  std::printf("%s has both\n", who);
}

int main() {
  if (::fork() == 0) {
    take_both("child", "B.lock", "A.lock");
  } else {
    take_both("parent", "A.lock", "B.lock");
    ::wait(nullptr);
  }
}
