// A child writes a line into a file in two pieces, and its parent's line comes between them, for
// the child takes its time. Mended: in one piece. Right, too:
//   vectors  one of several vectors (writev(2))
//   turns    the child has its parent write there, and waits for it
//   places   each writes to places of its own (pwrite(2)); "seeks": lseek(2)
#include <fcntl.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string_view>

#include "by_chance.h"

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

using Write = void (*)(int file, std::string_view text, off_t at);

void write_behind(int file, std::string_view text, off_t) {
  write_to(file, text);
}
void write_there(int file, std::string_view text, off_t at) {
  if (::pwrite(file, text.data(), text.size(), at) != static_cast<ssize_t>(text.size())) ::_exit(1);
}
void seek_there(int file, std::string_view text, off_t at) {
  ::lseek(file, at, SEEK_SET);
  write_to(file, text);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view how = argc > 1 ? argv[1] : "wrong";
  const bool pieces = how != "mended" && how != "vectors";
  const Write write = how == "places" ? write_there : how == "seeks" ? seek_there : write_behind;
  int half[2], other[2];
  if (::pipe(half) != 0 || ::pipe(other) != 0) return 1;
  ::close(::open("lines", O_CREAT | O_TRUNC, 0644));
  ByChance parent_writes;
  const pid_t child = ::fork();
  const int file = ::open("lines", write == write_behind ? O_WRONLY | O_APPEND : O_WRONLY);
  if (child == 0) {
    if (how == "vectors") {
      write_in_vectors(file);
    } else {
      write(file, pieces ? "child: one " : "child: one two\n", 0);
    }
    write_to(half[1], "!");
    how == "turns" ? wait_for(other[0]) : parent_writes.is_later();
    write(file, pieces ? "two\n" : "child: three\n", 18);
    ::_exit(0);
  }
  wait_for(half[0]);
  write(file, "parent\n", 11);
  parent_writes.happens();
  if (how == "turns") write_to(other[1], "!");
  ::waitpid(child, nullptr, 0);
}
