#include "observe/filter.h"

#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>

namespace procdemo {

namespace {

constexpr std::uint32_t stop(TrapReason reason) {
  return SECCOMP_RET_TRACE | static_cast<std::uint16_t>(reason);
}

// BPF jumps are relative: `if_true` and `if_false` count the instructions to pass over.
class Assembler {
 public:
  void load(std::size_t offset) {
    add(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset));
  }
  void give(std::uint32_t action) { add(BPF_RET | BPF_K, action); }
  void jump(std::uint16_t test, std::uint32_t value, std::uint8_t if_true, std::uint8_t if_false) {
    add(static_cast<std::uint16_t>(BPF_JMP | BPF_K | test), value, if_true, if_false);
  }

  void give_if_equal(std::uint32_t value, std::uint32_t action) {
    jump(BPF_JEQ, value, 0, 1);
    give(action);
  }
  std::vector<sock_filter> take() { return std::move(program_); }

 private:
  void add(std::uint16_t code, std::uint32_t value, std::uint8_t if_true = 0,
           std::uint8_t if_false = 0) {
    program_.push_back({code, if_true, if_false, value});
  }
  std::vector<sock_filter> program_;
};

std::size_t low_half(int argument) {
  return offsetof(seccomp_data, args) + 8 * static_cast<std::size_t>(argument);
}

// What follows "if this is the call": the test of its argument. Always ends in a return.
std::vector<sock_filter> test_argument(const Trap& trap) {
  Assembler code;
  const std::uint32_t trace = stop(TrapReason::call);
  switch (trap.when) {
    case Trap::If::always:
      code.give(trace);
      return code.take();
    case Trap::If::argument_is:
      code.load(low_half(trap.argument));
      for (const std::uint32_t value : trap.values) code.give_if_equal(value, trace);
      break;
    case Trap::If::argument_not_zero:
      code.load(low_half(trap.argument));
      code.jump(BPF_JEQ, 0, 1, 0);
      code.give(trace);
      code.load(low_half(trap.argument) + 4);
      code.jump(BPF_JEQ, 0, 1, 0);
      code.give(trace);
      break;
    case Trap::If::argument_positive:  // as a signed 32-bit number
      code.load(low_half(trap.argument));
      code.give_if_equal(0, SECCOMP_RET_ALLOW);
      code.jump(BPF_JGE, 0x80000000, 1, 0);
      code.give(trace);
      break;
  }
  code.give(SECCOMP_RET_ALLOW);
  return code.take();
}

void append(std::vector<sock_filter>& program, const std::vector<sock_filter>& more) {
  program.insert(program.end(), more.begin(), more.end());
}

}  // namespace

std::vector<sock_filter> make_filter(const std::vector<Trap>& traps,
                                     const std::optional<std::vector<int>>& passing) {
  Assembler head;
  head.load(offsetof(seccomp_data, arch));
  head.jump(BPF_JEQ, native_arch(), 1, 0);
  head.give(stop(TrapReason::foreign));
  head.load(offsetof(seccomp_data, nr));
  if (const std::uint32_t foreign = foreign_numbers_from()) {
    head.jump(BPF_JGE, foreign, 0, 3);
    head.give_if_equal(0xFFFFFFFF, SECCOMP_RET_ALLOW);  // a call that the tracer skips
    head.give(stop(TrapReason::foreign));
  }
  head.give_if_equal(SYS_clone3, SECCOMP_RET_ERRNO | ENOSYS);

  std::vector<sock_filter> program = head.take();
  for (const Trap& trap : traps) {
    const int number = number_of(trap.call);
    if (number < 0) continue;
    const std::vector<sock_filter> test = test_argument(trap);
    Assembler guard;
    guard.jump(BPF_JEQ, static_cast<std::uint32_t>(number), 0,
               static_cast<std::uint8_t>(test.size()));
    append(program, guard.take());
    append(program, test);
  }
  Assembler tail;
  for (const int call : passing.value_or(std::vector<int>())) {
    tail.give_if_equal(static_cast<std::uint32_t>(call), SECCOMP_RET_ALLOW);
  }
  tail.give(passing ? stop(TrapReason::call) : SECCOMP_RET_ALLOW);
  append(program, tail.take());
  return program;
}

int install_filter(const std::vector<sock_filter>& filter) {
  const sock_fprog program = {static_cast<unsigned short>(filter.size()),
                              const_cast<sock_filter*>(filter.data())};
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
  return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0 ? 0 : errno;
}

}  // namespace procdemo
