#include "multiprocess/forked.h"

#include <sched.h>
#include <sys/syscall.h>

#include <string>

#include "base/fd.h"

namespace multiprocess_test {

void await_futex_sleep(pid_t pid) {
  const std::string futex = std::to_string(SYS_futex) + " ";
  while (!procdemo::base::read_file("/proc/" + std::to_string(pid) + "/syscall").starts_with(futex))
    ::sched_yield();
}

}  // namespace multiprocess_test
