// Parent and child count in a file: each reads the number, writes the next one under another name,
// and renames that over the original (rename(2)). The child has read when the parent counts, and
// renames a while later; "free": no one waits for the other, and some orders go well. Mended:
// whoever counts holds a lock, from the read to the renaming; not one on the number, which is soon
// another file.
//
// lost_update_renamed [wrong|mended] [free]
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <functional>
#include <string>

#include "by_chance.h"

namespace {

std::string read_number() {
  char digits[16];
  const int file = ::open("number", O_RDONLY);
  const ssize_t size = ::read(file, digits, sizeof digits);
  ::close(file);
  return std::string(digits, size > 0 ? static_cast<std::size_t>(size) : 0);
}

void write_number(const std::string& path, const std::string& number) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (::write(file, number.data(), number.size()) != static_cast<ssize_t>(number.size())) {
    ::_exit(1);
  }
  ::close(file);
}

void count(const std::string& copy, const std::function<void()>& meanwhile, bool locks) {
  const int lock = locks ? ::open("lock", O_RDWR | O_CREAT, 0644) : -1;
  if (locks) ::flock(lock, LOCK_EX);
  const std::string number = read_number();
  meanwhile();
  write_number(copy, std::to_string(std::stoi(number) + 1));
  if (std::rename(copy.c_str(), "number") != 0) ::_exit(1);
  if (locks) ::close(lock);
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
  const bool mended = argc > 1 && argv[1] == std::string("mended");
  const bool waits = !mended && argc < 3;
  int has_read[2];
  if (::pipe(has_read) != 0) return 1;
  write_number("number", "0");
  ByChance parent_counts;
  const pid_t child = ::fork();
  if (child == 0) {
    const auto let_parent_count = [&] {
      tell(has_read[1]);
      parent_counts.is_later();
    };
    count("childs", waits ? let_parent_count : std::function<void()>([] {}), mended);
    ::_exit(0);
  }
  if (waits) wait_for(has_read[0]);
  count("parents", [] {}, mended);
  parent_counts.happens();
  ::waitpid(child, nullptr, 0);
}
