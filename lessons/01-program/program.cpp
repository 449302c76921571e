// A program is a file. A process is that file running: it has a PID, a folder, descriptors and
// memory of its own.
//
// The first process shows what it has, then runs the same file twice more.

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <string>

// The kernel shows a process to itself as files under /proc/self. Some of them are symbolic links:
// /proc/self/exe leads to the program, /proc/self/fd/1 to where its output goes.
std::string follow(const std::string& link) {
  char target[4096];
  const ssize_t length = ::readlink(link.c_str(), target, sizeof target);
  return length < 0 ? "(nothing)" : std::string(target, length);
}

void show_descriptors() {
  for (int fd = 0; fd <= 2; ++fd) {
    const std::string link = "/proc/self/fd/" + std::to_string(fd);
    std::printf("fd %d    %s\n", fd, follow(link).c_str());
  }
}

int global = 1;

// One address from each part of the memory: the code, the globals, the heap and the stack.
void show_memory() {
  int local = 2;
  const auto heap = std::make_unique<int>(3);
  std::printf("code    %p\n", reinterpret_cast<void*>(&show_memory));
  std::printf("global  %p\n", static_cast<void*>(&global));
  std::printf("heap    %p\n", static_cast<void*>(heap.get()));
  std::printf("stack   %p\n", static_cast<void*>(&local));
}

// A new process begins as a copy of this one (fork), then becomes the program in `file` (exec).
pid_t run_again(const std::string& file) {
  const pid_t child = ::fork();
  if (child != 0) return child;

  ::execl(file.c_str(), "program", "again", nullptr);
  ::_exit(127);  // only reached when exec failed
}

int main(int argc, char**) {
  const std::string file = follow("/proc/self/exe");
  std::printf("file    %s\n", file.c_str());
  std::printf("pid     %d\n", ::getpid());
  std::printf("parent  %d\n", ::getppid());

  const bool again = argc > 1;
  if (again) return 0;

  std::printf("folder  %s\n", follow("/proc/self/cwd").c_str());
  show_descriptors();
  show_memory();
  std::fflush(stdout);  // nothing may wait in the buffer: fork would copy it

  run_again(file);
  run_again(file);
  while (::wait(nullptr) > 0) {
  }
}
