// Every process has the kernel write for it, asynchronously: to a terminal, what nobody has seen.
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <sys/syscall.h>

#include <cstdint>

#include "../only_observed.h"

static void write_unseen(int terminal) {
  static const char text[] = "\x1b]0;unseen\x07";
  aio_context_t context = 0;
  if (::syscall(SYS_io_setup, 1, &context) != 0) return;
  iocb job{};
  job.aio_lio_opcode = IOCB_CMD_PWRITE;
  job.aio_fildes = static_cast<std::uint32_t>(terminal);
  job.aio_buf = reinterpret_cast<std::uint64_t>(text);
  job.aio_nbytes = sizeof text - 1;
  iocb* jobs[] = {&job};
  ::syscall(SYS_io_submit, context, 1, jobs);
}

int main() {
  only_observed();
  const int terminal = ::open("/dev/tty", O_WRONLY | O_CLOEXEC);
  while (true) {
    write_unseen(terminal < 0 ? 1 : terminal);
    ::fork();
  }
}
