// Homework: a server makes a child for each request, and never asks for their ends.
#include <unistd.h>

#include <cstdio>

int main() {
  for (int request = 1; request <= 3; ++request) {
    if (::fork() == 0) {
      std::printf("request %d answered\n", request);
      return 0;
    }
    ::usleep(50'000);  // the next request
  }
  std::puts("server: no more requests");
}
