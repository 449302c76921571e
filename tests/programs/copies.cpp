// Bytes that reach standard output without write(2): writev and its kin; and sendfile, splice, tee,
// vmsplice and copy_file_range, with the fallback to write that programs have (cp, cat, Python's
// shutil). Everything has to arrive once, in order.
#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/uio.h>

#include "tell.h"

static void vectors() {
  char one[] = "wri", two[] = "tev\n", three[] = "pwritev2\n";
  const iovec parts[] = {{one, 3}, {two, 4}};
  const iovec single[] = {{three, 9}};
  if (::writev(1, parts, 2) != 7) tell("writev: %s", answer(-1).c_str());
  if (::pwritev2(1, single, 1, -1, 0) != 9) tell("pwritev2: %s", answer(-1).c_str());
}

// Tries `copy`, and falls back to write.
template <class Copy>
static void copy_or_write(const char* text, Copy copy) {
  const ssize_t size = std::strlen(text);
  if (copy() == size) return;
  if (::write(1, text, size) != size) tell("write: %s", answer(-1).c_str());
}

static int file_with(const char* text) {
  char path[] = "/tmp/copies-XXXXXX";
  const int file = ::mkstemp(path);
  ::unlink(path);
  if (::pwrite(file, text, std::strlen(text), 0) < 0) std::abort();
  return file;
}

int main() {
  vectors();
  int ends[2];
  if (::pipe(ends) != 0) return 1;

  const int first = file_with("sendfile\n");
  copy_or_write("sendfile\n", [&] { return ::sendfile(1, first, nullptr, 9); });
  const int second = file_with("copy_file_range\n");
  copy_or_write("copy_file_range\n",
                [&] { return ::copy_file_range(second, nullptr, 1, nullptr, 16, 0); });
  if (::write(ends[1], "splice\n", 7) != 7) return 1;
  copy_or_write("splice\n", [&] { return ::splice(ends[0], nullptr, 1, nullptr, 7, 0); });
  if (::write(ends[1], "tee\n", 4) != 4) return 1;
  copy_or_write("tee\n", [&] { return ::tee(ends[0], 1, 4, 0); });
  static char text[] = "vmsplice\n";
  const iovec memory{text, 9};
  copy_or_write(text, [&] { return ::vmsplice(1, &memory, 1, 0); });
}
