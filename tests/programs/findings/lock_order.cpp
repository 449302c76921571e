// Two processes lock two files, one of them the first one first and the other the second: it may go
// well. Mended: both in one order; "ordered": the one waits until the other is through; "polled":
// it looks again and again, with its first lock, whether the other is, and gives that lock back
// where not. So do bytes of one file: of an open file each ("bytes"), or of their process
// ("posix").
//
// lock_order [wrong|mended|ordered|polled] [bytes|posix]
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

namespace {

void with_both(const char* first, const char* second) {
  const int one = ::open(first, O_RDWR | O_CREAT, 0644),
            two = ::open(second, O_RDWR | O_CREAT, 0644);
  ::flock(one, LOCK_EX);
  ::flock(two, LOCK_EX);
  ::close(two);
  ::close(one);
}

void lock_byte(int file, int command, off_t at) {
  struct flock lock{};
  lock.l_type = F_WRLCK;
  lock.l_start = at;
  lock.l_len = 1;
  ::fcntl(file, command, &lock);
}

void with_bytes(int command, off_t first, off_t second) {
  const int file = ::open("bytes", O_RDWR | O_CREAT, 0644);
  lock_byte(file, command, first);
  lock_byte(file, command, second);
  ::close(file);
}

void poll(const char* first, const char* second) {
  const int one = ::open(first, O_RDWR | O_CREAT, 0644);
  for (bool through = false; !through;) {
    ::flock(one, LOCK_EX);
    through = ::access("through", F_OK) == 0;
    const int two = through ? ::open(second, O_RDWR | O_CREAT, 0644) : -1;
    if (through) ::flock(two, LOCK_EX);
    ::flock(one, LOCK_UN);
  }
}

void wait_for(int end) {
  char byte;
  if (::read(end, &byte, 1) != 1) ::_exit(1);
}

void tell(int end) {
  if (::write(end, "!", 1) != 1) ::_exit(1);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string how = argc > 1 ? argv[1] : "";
  const std::string what = argc > 2 ? argv[2] : "";
  const int command = what == "bytes" ? F_OFD_SETLKW : F_SETLKW;
  const auto in_order = [&] {
    what.empty() ? with_both("left", "right") : with_bytes(command, 0, 100);
  };
  const auto in_other_order = [&] {
    what.empty() ? with_both("right", "left") : with_bytes(command, 100, 0);
  };
  int done[2];
  if (::pipe(done) != 0) return 1;
  if (::fork() == 0) {
    in_order();
    ::close(::open("through", O_CREAT | O_WRONLY, 0644));
    tell(done[1]);
    ::_exit(0);
  }
  if (::fork() == 0) {
    if (how == "ordered") wait_for(done[0]);
    if (how == "polled")
      poll("right", "left");
    else
      how == "mended" ? in_order() : in_other_order();
    ::_exit(0);
  }
  while (::wait(nullptr) > 0) continue;
}
