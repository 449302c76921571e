// Two processes open two FIFOs, each in another order: each waits for the other end of another one.
//
// fifos FOLDER [kept]: kept, a reader that has itself kept the other end open
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "tell.h"

static void read_own(const std::string& path) {
  char byte;
  if (::read(::open(path.c_str(), O_RDWR), &byte, 1) != 1) ::_exit(1);
}

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const std::string one = argv[1] + std::string("/one"), two = argv[1] + std::string("/two");
  ::mkfifo(one.c_str(), 0600);
  ::mkfifo(two.c_str(), 0600);
  const std::string what = argc > 2 ? argv[2] : "";
  if (what == "kept") read_own(one);
  if (::fork() == 0) {
    ::open(one.c_str(), O_RDONLY);
    ::open(two.c_str(), O_WRONLY);
    ::_exit(0);
  }
  ::open(two.c_str(), O_RDONLY);
  ::open(one.c_str(), O_WRONLY);
  ::wait(nullptr);
}
