// Two forks in a row. The first makes two processes of one; both of them come to the second, and
// it makes four of two.

#include <unistd.h>

#include <cstdio>

int main() {
  pid_t ret = ::fork();
  if (ret == 0) {
    std::puts("---1---");
  } else {
    std::puts("---2---");
  }

  // Parent and child are both here.
  ret = ::fork();
  if (ret == 0) {
    std::puts("---1---");
  } else {
    std::puts("---2---");
  }

  // Four processes come to this end, and nobody waits for anybody.
}
