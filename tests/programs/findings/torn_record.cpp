// A child writes a line into a file in two pieces, and its parent's line comes between them.
// Mended: in one piece; "vectors": so is one of several vectors (writev(2)).
#include <fcntl.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string_view>

namespace {

void write_to(int file, std::string_view text) {
  if (::write(file, text.data(), text.size()) != static_cast<ssize_t>(text.size())) ::_exit(1);
}

void write_in_vectors(int file) {
  const iovec pieces[] = {{const_cast<char*>("child: one "), 11}, {const_cast<char*>("two\n"), 4}};
  if (::writev(file, pieces, 2) != 15) ::_exit(1);
}

void wait_for(int end) {
  char byte;
  if (::read(end, &byte, 1) != 1) ::_exit(1);
}

}  // namespace

int main(int argc, char** argv) {
  const bool mended = argc > 1, vectors = mended && std::string_view(argv[1]) == "vectors";
  int half[2], other[2];
  if (::pipe(half) != 0 || ::pipe(other) != 0) return 1;
  ::close(::open("lines", O_CREAT | O_TRUNC, 0644));
  const pid_t child = ::fork();
  const int file = ::open("lines", O_WRONLY | O_APPEND);
  if (child == 0) {
    if (vectors) {
      write_in_vectors(file);
    } else {
      write_to(file, mended ? "child: one two\n" : "child: one ");
    }
    write_to(half[1], "!");
    wait_for(other[0]);
    write_to(file, mended ? "child: three\n" : "two\n");
    ::_exit(0);
  }
  wait_for(half[0]);
  write_to(file, "parent\n");
  write_to(other[1], "!");
  ::waitpid(child, nullptr, 0);
}
