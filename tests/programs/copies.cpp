// Bytes that reach standard output without write(2): writev and its kin; and what sendfile, splice,
// tee, vmsplice and copy_file_range move there within the kernel, or what they say where they
// can't.
//   waits    splices from a pipe into which a child writes only later
#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/uio.h>

#include "tell.h"

namespace {

// Says how many bytes a call has moved, on a line of its own.
void moved(const char* call, ssize_t bytes) {
  tell("%s: %s", call, answer(bytes).c_str());
}

int file_with(const std::string& text) {
  char path[] = "copies-XXXXXX";
  const int file = ::mkstemp(path);
  ::unlink(path);
  if (::pwrite(file, text.data(), text.size(), 0) < 0) std::abort();
  return file;
}

void vectors() {
  char one[] = "wri", two[] = "tev\n", three[] = "pwritev2\n";
  const iovec parts[] = {{one, 3}, {two, 4}};
  const iovec single[] = {{three, 9}};
  moved("writev", ::writev(1, parts, 2));
  moved("pwritev2", ::pwritev2(1, single, 1, -1, 0));
  static char text[] = "vmsplice\n";
  const iovec memory{text, 9};
  moved("vmsplice", ::vmsplice(1, &memory, 1, 0));
}

std::string long_text() {
  std::string text;
  for (int i = 0; text.size() < 200'000; ++i)
    text += std::to_string(i) + std::string(100, '.') + "\n";
  return text;
}

void files() {
  const int file = file_with("first\nsecond\nthird\n");
  moved("sendfile", ::sendfile(1, file, nullptr, 6));
  off_t third = 13;
  moved("sendfile at", ::sendfile(1, file, &third, 100));
  tell("then at %ld, the file at %ld", third, static_cast<long>(::lseek(file, 0, SEEK_CUR)));
  moved("sendfile again", ::sendfile(1, file, nullptr, 100));
  moved("at its end", ::sendfile(1, file, nullptr, 100));
  moved("copy_file_range", ::copy_file_range(file, nullptr, 1, nullptr, 16, 0));
  off_t second = 6;
  moved("splice a file", ::splice(file, &second, 1, nullptr, 7, 0));
  moved("no descriptor", ::sendfile(1, 99, nullptr, 6));
  const std::string text = long_text();
  const int long_file = file_with(text);
  ssize_t all = 0;  // a terminal that nobody reads takes a part
  for (ssize_t part = 1; part > 0; all += part)
    part = ::sendfile(1, long_file, nullptr, text.size());
  moved("much", all);
  moved("much at once", ::write(1, text.data(), text.size()));
}

void pipes() {
  int ends[2];
  if (::pipe2(ends, O_NONBLOCK) != 0) std::abort();
  moved("empty", ::splice(ends[0], nullptr, 1, nullptr, 7, 0));
  if (::write(ends[1], "splice\ntee\nrest\n", 16) != 16) std::abort();
  moved("splice", ::splice(ends[0], nullptr, 1, nullptr, 7, 0));
  moved("tee", ::tee(ends[0], 1, 4, 0));
  moved("from a pipe", ::sendfile(1, ends[0], nullptr, 7));
  moved("splice what is left", ::splice(ends[0], nullptr, 1, nullptr, 100, 0));
  ::close(ends[1]);
  moved("at its end", ::splice(ends[0], nullptr, 1, nullptr, 7, 0));
}

void wait_for_child() {
  int ends[2];
  if (::pipe(ends) != 0) std::abort();
  if (::fork() == 0) {
    ::sleep(1);
    ::_exit(::write(ends[1], "late\n", 5) == 5 ? 0 : 1);
  }
  moved("splice", ::splice(ends[0], nullptr, 1, nullptr, 5, 0));
  int status = 0;
  if (::wait(&status) > 0) tell("child: %s", ended(status).c_str());
}

}  // namespace

int main(int count, char**) {
  if (count > 1) {
    wait_for_child();
    return 0;
  }
  vectors();
  files();
  pipes();
}
