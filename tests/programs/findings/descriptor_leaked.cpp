// Two children run cat(1), each with a pipe of its own. The second one has the writing end of the
// first one's pipe, too, and knows nothing of it: so the first one never sees an end. Mended: what
// a program is not to have, it does not get (O_CLOEXEC).
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <initializer_list>

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

}  // namespace

int main(int argc, char**) {
  const bool mended = argc > 1;
  const Cat first = start_cat(mended), second = start_cat(mended);
  for (const Cat& cat : {first, second}) {
    ::close(cat.input);
    ::waitpid(cat.pid, nullptr, 0);
  }
}
