// Two children run cat(1), each with a pipe of its own. The second one has the writing end of the
// first one's pipe, too, and knows nothing of it: so the first one never sees an end. Or cat has a
// file with a lock (flock(2)), which its parent has closed, and for which another child waits.
// Mended: what a program is not to have, it does not get (O_CLOEXEC).
//
// descriptor_leaked [wrong|mended] [lock]
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <initializer_list>
#include <string_view>

namespace {

struct Cat {
  pid_t pid;
  int input;
};

Cat start_cat(bool mended) {
  int ends[2];
  if (::pipe2(ends, mended ? O_CLOEXEC : 0) != 0) ::_exit(1);
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(ends[0], 0);
    ::close(ends[0]);
    ::close(ends[1]);
    ::execlp("cat", "cat", nullptr);
    ::_exit(127);
  }
  ::close(ends[0]);
  return {child, ends[1]};
}

int leak_lock(bool mended) {
  const int locked = ::open("lock", O_RDWR | O_CREAT | (mended ? O_CLOEXEC : 0), 0644);
  ::flock(locked, LOCK_EX);
  const Cat cat = start_cat(true);
  ::close(locked);
  const pid_t next = ::fork();
  if (next == 0) {
    ::close(cat.input);
    ::_exit(::flock(::open("lock", O_RDWR), LOCK_EX) == 0 ? 0 : 1);
  }
  ::waitpid(next, nullptr, 0);
  ::close(cat.input);
  ::waitpid(cat.pid, nullptr, 0);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const bool mended = argc > 1 && std::string_view(argv[1]) == "mended";
  if (argc > 2) return leak_lock(mended);
  const Cat first = start_cat(mended), second = start_cat(mended);
  for (const Cat& cat : {first, second}) {
    ::close(cat.input);
    ::waitpid(cat.pid, nullptr, 0);
  }
}
