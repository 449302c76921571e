// Parent and child count in a file. The child reads the number, the parent counts meanwhile, and
// the child writes what it has made of the number that it had read, a while later. Mended: whoever
// counts holds a lock, from the read to the write; "turns": it has the parent count, waits until
// that is done, and writes its own number all the same, for it means to.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <string_view>

#include "by_chance.h"

namespace {

void count(const std::function<void()>& meanwhile, bool locks) {
  const int file = ::open("number", O_RDWR | O_CREAT, 0644);
  if (locks) ::flock(file, LOCK_EX);
  char digit = '0';
  if (::pread(file, &digit, 1, 0) != 1) digit = '0';
  meanwhile();
  ++digit;
  if (::pwrite(file, &digit, 1, 0) != 1) ::_exit(1);
  ::close(file);
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
  const bool right = argc > 1, turns = right && argv[1] == std::string_view("turns");
  const bool locks = right && !turns;
  int has_read[2], has_counted[2];
  if (::pipe(has_read) != 0 || ::pipe(has_counted) != 0) return 1;
  const int file = ::open("number", O_RDWR | O_CREAT | O_TRUNC, 0644);
  if (::write(file, "0", 1) != 1) return 1;
  ByChance parent_counts;
  const pid_t child = ::fork();
  if (child == 0) {
    const auto let_parent_count = [&] {
      tell(has_read[1]);
      turns ? wait_for(has_counted[0]) : parent_counts.is_later();
    };
    count(locks ? std::function<void()>([] {}) : let_parent_count, locks);
    ::_exit(0);
  }
  if (!locks) wait_for(has_read[0]);
  count([] {}, locks);
  parent_counts.happens();
  if (turns) tell(has_counted[1]);
  ::waitpid(child, nullptr, 0);
}
