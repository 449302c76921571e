// A file is opened before the fork, and so has one lock (flock(2)) for parent and child: both get
// it at once. Mended: each opens it for itself; "handed": the parent has the lock at the fork,
// leaves it to its child, which asks for it once more, and waits ("kept": sleeps first).
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string_view>

namespace {

bool wait_for(int end) {
  char byte;
  return ::read(end, &byte, 1) == 1;
}

int hand_down(bool keeps) {
  const int file = ::open("lock", O_RDWR | O_CREAT, 0644);
  ::flock(file, LOCK_EX);
  const pid_t child = ::fork();
  if (child == 0) {
    ::flock(file, LOCK_EX);
    ::sleep(2);
    ::_exit(0);
  }
  if (keeps) ::sleep(1);
  ::waitpid(child, nullptr, 0);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view how = argc > 1 ? argv[1] : "";
  if (how == "handed" || how == "kept") return hand_down(how == "kept");
  const bool mended = argc > 1;
  int child_has[2], parent_has[2];
  if (::pipe(child_has) != 0 || ::pipe(parent_has) != 0) return 1;
  int file = ::open("lock", O_RDWR | O_CREAT, 0644);
  const pid_t child = ::fork();
  if (mended) file = ::open("lock", O_RDWR);
  if (child == 0) {
    ::flock(file, LOCK_EX);
    if (::write(child_has[1], "!", 1) != 1) ::_exit(1);
    if (!mended) wait_for(parent_has[0]);
    ::_exit(0);
  }
  wait_for(child_has[0]);
  ::flock(file, LOCK_EX);
  const bool told = ::write(parent_has[1], "!", 1) == 1;
  ::waitpid(child, nullptr, 0);
  return told ? 0 : 1;
}
