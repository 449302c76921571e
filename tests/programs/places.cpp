// Says where it is, in many ways: what it prints is "FILE:LINE" of the call itself.
//
//   places         in functions, lambdas, templates, threads, children and their children
//   places exec    the same, by another program: itself
//   places spawn   where functions of the C library make processes for it, which print nothing
#include "places_in_header.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <string>
#include <thread>

#define HERE ("places.cpp:" + std::to_string(__LINE__) + "\n")

namespace {

void in_many_ways() {
  std::cout << HERE << std::flush;
  std::fputs(HERE.c_str(), stdout), std::fflush(stdout);
  std::printf("%s", HERE.c_str()), std::fflush(stdout);
  const std::string raw = "places.cpp:" + std::to_string(__LINE__ + 1) + "\n";
  if (::write(STDOUT_FILENO, raw.data(), raw.size()) < 0) std::abort();
  std::array<int, 2> numbers{};
  std::ranges::for_each(numbers, [](int) { std::cout << HERE << std::flush; });
  const std::function<void()> later = [] { std::cout << HERE << std::flush; };
  later();
  print_in_header();
}

void say() {
  std::cout << HERE << std::flush;
}

[[gnu::noinline]] void say_in_a_function() {
  std::cout << HERE << std::flush;
}

void in_a_thread() {
  std::thread([] { std::cout << HERE << std::flush; }).join();
}

void in_children() {
  if (::fork() == 0) {
    std::cout << HERE << std::flush;
    if (::fork() == 0) {
      std::cout << HERE << std::flush;
      ::_exit(0);
    }
    ::wait(nullptr);
    ::_exit(0);
  }
  ::wait(nullptr);
}

void in_a_local_function() {
  const auto say_here = []() __attribute__((noinline)) { std::cout << HERE << std::flush; };
  say_here();
}

// Each in the line that is printed just before.
int by_the_library() {
  char name[] = "true";
  char* const words[] = {name, nullptr};
  pid_t child = 0;
  std::cout << HERE << std::flush, ::posix_spawnp(&child, name, nullptr, nullptr, words, environ);
  ::waitpid(child, nullptr, 0);
  std::cout << HERE << std::flush, child = ::vfork();
  if (child == 0) ::_exit(0);
  ::waitpid(child, nullptr, 0);
  int status = 0;
  std::cout << HERE << std::flush, status = std::system(":");
  FILE* pipe = nullptr;
  std::cout << HERE << std::flush, pipe = ::popen(":", "r");
  return status + ::pclose(pipe);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::string(argv[1]) == "spawn") return by_the_library();
  if (argc > 1) {
    ::execl("/proc/self/exe", argv[0], nullptr);
    return 1;
  }
  in_many_ways();
  say();
  say_in_a_function();
  in_a_thread();
  in_a_local_function();
  in_children();
}
