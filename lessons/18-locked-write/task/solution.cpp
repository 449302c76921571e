// Whoever has the file's lock writes; the other one waits for it.

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <string>

#include "multiprocess/file_lock.h"
#include "multiprocess/process.h"

using multiprocess::FileLock, multiprocess::Process;

void append(const std::string& name) {
  const int file = ::open("log.txt", O_WRONLY | O_APPEND | O_CLOEXEC);
  for (const std::string number : {"1", "2", "3"}) {
    const FileLock lock("log.txt");  // given back at the end of this block
    const std::string first = name + " ", second = number + "\n";
    if (::write(file, first.data(), first.size()) < 0) return;
    if (::write(file, second.data(), second.size()) < 0) return;
  }
  std::printf("%s wrote three lines\n", name.c_str());
}

int main() {
  ::close(::open("log.txt", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  Process ana(append, "ana"), ben(append, "ben");
  ana.start();
  ben.start();
  ana.join();
  ben.join();
}
