// A file is removed while another is made, whose number (inode) may be the first one's. How much is
// in the second one, when the child looks?
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

int main() {
  if (::fork() == 0) {
    ::close(::creat("first", 0600));
    ::unlink("first");
    struct stat facts;
    const bool there = ::stat("second", &facts) == 0;
    std::printf("%ld\n", there ? static_cast<long>(facts.st_size) : -1L);
    return 0;
  }
  const int file = ::creat("second", 0600);
  const bool written = ::write(file, "ab", 2) == 2 && ::write(file, "c", 1) == 1;
  ::wait(nullptr);
  return written ? 0 : 1;
}
