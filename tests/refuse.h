// A process to which the kernel refuses calls.
#pragma once

#include <linux/filter.h>
#include <linux/seccomp.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include "base/check.h"
#include "base/seccomp.h"

/// From now on these calls of this process, and of whom it forks, fail with `error`. Throws
/// std::system_error where no filter can be installed.
inline void refuse(std::initializer_list<long> calls, int error) {
  std::vector<sock_filter> filter = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr))};
  for (const long call : calls) {
    filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(call), 0, 1));
    filter.push_back(
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | static_cast<std::uint32_t>(error)));
  }
  filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  errno = procdemo::base::install_filter(filter);
  procdemo::base::check("seccomp", errno == 0 ? 0 : -1);
}
