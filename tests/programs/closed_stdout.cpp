// Standard output is closed: writes fail, and the next file that is opened gets number 1, which is
// then a file like any other and no output.
#include <fcntl.h>

#include "tell.h"

static void complain(const std::string& text) {
  if (::write(2, (text + "\n").c_str(), text.size() + 1) < 0) ::_exit(1);
}

int main() {
  tell("before");
  ::close(1);
  complain("write: " + answer(::write(1, "lost\n", 5)));
  char path[] = "/tmp/closed-stdout-XXXXXX";
  const int file = ::mkstemp(path);
  ::unlink(path);
  complain("the file's number: " + std::to_string(file));
  complain("write: " + answer(::write(1, "into the file\n", 14)));
  const pid_t child = ::fork();
  if (child == 0) ::_exit(::write(1, "also into the file\n", 19) == 19 ? 0 : 1);
  complain("child: " + end_of(child));
  complain("size: " + std::to_string(::lseek(file, 0, SEEK_CUR)));
}
