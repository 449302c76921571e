// Calls that no program gets while it is observed, whatever it does with them.
//
// - What would run unseen: a seccomp listener lets its owner answer "go on" to any call, and such a
//   call stops for nobody (seccomp(2), SECCOMP_RET_USER_NOTIF); asynchronous I/O writes by itself.
// - The strict mode of seccomp: who has a filter already, ours, can't have it (EINVAL).
// - Memory that procdemo can't read, or that somebody has to serve while it is read.
// - Input put into a terminal, and what makes a terminal another one.
#include <asm/ioctls.h>
#include <linux/seccomp.h>
#include <linux/userfaultfd.h>
#include <sys/prctl.h>

#include <algorithm>
#include <cerrno>

#include "observe/calls.h"
#include "observe/observation.h"

namespace procdemo {

namespace {

using If = Trap::If;

constexpr std::uint32_t listener = 1u << 3;        // SECCOMP_FILTER_FLAG_NEW_LISTENER
constexpr std::uint32_t new_userfaultfd = 0xAA00;  // USERFAULTFD_IOC_NEW, younger than some headers

bool asks_for_strict_mode(Observation&, const Task& task) {
  return task.registers.argument(1) == SECCOMP_MODE_STRICT;
}

}  // namespace

bool fits(const Trap& trap, const Registers& registers) {
  const std::uint64_t whole = registers.argument(trap.argument);
  const auto low = static_cast<std::uint32_t>(whole);
  switch (trap.when) {
    case If::always:
      return true;
    case If::argument_is:
      return std::ranges::count(trap.values, low) != 0;
    case If::argument_has:
      return std::ranges::any_of(trap.values, [&](std::uint32_t bits) { return low & bits; });
    case If::argument_not_zero:
      return whole != 0;
    case If::argument_positive:
      return static_cast<std::int32_t>(low) > 0;
  }
  return true;
}

const std::vector<Refusal>& refused_calls() {
  static const std::vector<Refusal> all = {
      {"listener", {Call::seccomp, If::argument_has, 1, {listener}}, EINVAL},
      {"seccomp-strict", {Call::seccomp, If::argument_is, 0, {SECCOMP_SET_MODE_STRICT}}, EINVAL},
      {"seccomp-strict",
       {Call::prctl, If::argument_is, 0, {PR_SET_SECCOMP}},
       EINVAL,
       asks_for_strict_mode},
      {"io_uring", {Call::io_uring_setup}, ENOSYS},
      {"aio", {Call::io_setup}, ENOSYS},
      {"userfaultfd", {Call::userfaultfd}, ENOSYS},
      {"userfaultfd",
       {Call::ioctl, If::argument_is, 1, {new_userfaultfd, UFFDIO_API, UFFDIO_REGISTER}},
       EPERM},
      {"secret-memory", {Call::memfd_secret}, ENOSYS},
      {"terminal-input", {Call::ioctl, If::argument_is, 1, {TIOCSTI}}, EIO},
      {"terminal-input", {Call::ioctl, If::argument_is, 1, {TIOCLINUX}}, ENOTTY},
      {"terminal-input", {Call::ioctl, If::argument_is, 1, {TIOCCONS, TIOCSETD}}, EPERM},
  };
  return all;
}

}  // namespace procdemo
