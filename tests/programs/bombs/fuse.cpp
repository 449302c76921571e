// Serves files itself and never answers: whoever reads what it prints would wait for ever.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include <csignal>

#include "../only_observed.h"
#include "../served_file.h"
#include "own_mounts.h"

// Over /tmp, in mounts of its own.
static bool mount_served(int device) {
  const std::string options =
      "fd=" + std::to_string(device) + ",rootmode=40000,user_id=0,group_id=0,allow_other";
  if (::mount("served", "/tmp", "fuse", MS_NOSUID | MS_NODEV, options.c_str()) == 0) return true;
  const long context = ::syscall(SYS_fsopen, "fuse", 0);
  if (context < 0) return false;
  ::close(static_cast<int>(context));
  return true;
}

static void print_unanswered() {
  const int file = ::open("/tmp/file", O_RDONLY | O_CLOEXEC);
  void* text = ::mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE, file, 0);
  if (text == MAP_FAILED) return;
  [[maybe_unused]] const ssize_t told = ::write(1, text, 10);
}

int main() {
  only_observed();
  while (true) {
    const int device = ::open("/dev/fuse", O_RDWR | O_CLOEXEC);
    if (own_mounts() && mount_served(device)) {
      if (::fork() == 0) served::serve(device);
      print_unanswered();
    }
    ::close(device);
    ::fork();
  }
}
