// Parent and child lock two files, one of them the first one first and the other the second: it
// went well, this time. Mended: both in one order.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

void with_both(const char* first, const char* second) {
  const int one = ::open(first, O_RDWR | O_CREAT, 0644),
            two = ::open(second, O_RDWR | O_CREAT, 0644);
  ::flock(one, LOCK_EX);
  ::flock(two, LOCK_EX);
  ::close(two);
  ::close(one);
}

void wait_for(int end) {
  char byte;
  if (::read(end, &byte, 1) != 1) ::_exit(1);
}

void tell(int end) {
  if (::write(end, "!", 1) != 1) ::_exit(1);
}

}  // namespace

int main(int argc, char**) {
  const bool mended = argc > 1;
  int child_done[2], parent_done[2];
  if (::pipe(child_done) != 0 || ::pipe(parent_done) != 0) return 1;
  const pid_t child = ::fork();
  if (child == 0) {
    with_both("left", "right");
    tell(child_done[1]);
    wait_for(parent_done[0]);
    ::_exit(0);
  }
  wait_for(child_done[0]);
  mended ? with_both("left", "right") : with_both("right", "left");
  tell(parent_done[1]);
  ::waitpid(child, nullptr, 0);
}
