#include "syscalls/filter.h"

#include <linux/seccomp.h>
#include <sys/random.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <set>
#include <span>
#include <stdexcept>

#include "base/check.h"
#include "tracee/arch/arch.h"

namespace procdemo::syscalls {

namespace {

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

  void pass_over(std::size_t instructions) {
    add(BPF_JMP | BPF_JA, static_cast<std::uint32_t>(instructions));
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

// Stops the program where the trap fits; else goes on behind.
std::vector<sock_filter> test_argument(const Trap& trap, std::uint32_t stop) {
  Assembler code;
  const std::size_t low = low_half(trap.argument);
  switch (trap.when) {
    case Trap::If::always:
      code.give(stop);
      break;
    case Trap::If::argument_is:
      code.load(low);
      for (const std::uint32_t value : trap.values) code.give_if_equal(value, stop);
      break;
    case Trap::If::argument_has:
      code.load(low);
      for (const std::uint32_t bits : trap.values) {
        code.jump(BPF_JSET, bits, 0, 1);
        code.give(stop);
      }
      break;
    case Trap::If::argument_not_zero:
      for (const std::size_t half : {low, low + 4}) {
        code.load(half);
        code.jump(BPF_JEQ, 0, 1, 0);
        code.give(stop);
      }
      break;
    case Trap::If::argument_positive:  // as a signed 32-bit number
      code.load(low);
      code.jump(BPF_JEQ, 0, 2, 0);
      code.jump(BPF_JGE, 0x80000000, 1, 0);
      code.give(stop);
      break;
  }
  return code.take();
}

void append(std::vector<sock_filter>& program, const std::vector<sock_filter>& more) {
  program.insert(program.end(), more.begin(), more.end());
}

bool names(const std::vector<NumberedTrap>& traps, int number) {
  return std::ranges::count(traps, number, &NumberedTrap::number) != 0;
}

// What becomes of a call without a trap.
std::uint32_t usual(const Traps& traps, int number, std::uint32_t stop) {
  const bool passes = !traps.passing || std::ranges::count(*traps.passing, number) != 0;
  return passes ? SECCOMP_RET_ALLOW : stop;
}

// A conditional jump counts to 255.
std::uint8_t distance(std::size_t instructions) {
  if (instructions > UINT8_MAX) throw std::length_error("too many tests of one system call");
  return static_cast<std::uint8_t>(instructions);
}

// All that is asked of one call.
std::vector<sock_filter> tests_of(int number, const Traps& traps, std::uint32_t stop) {
  std::vector<sock_filter> tests;
  for (const auto* part : {&traps.refused, &traps.handled}) {
    for (const NumberedTrap& one : *part) {
      if (one.number != number) continue;
      append(tests, test_argument(one.trap, stop));
      if (one.trap.when == Trap::If::always) return tests;
    }
  }
  Assembler end;
  end.give(names(traps.handled, number) ? SECCOMP_RET_ALLOW : usual(traps, number, stop));
  append(tests, end.take());
  return tests;
}

// What is asked of one call, once it is known to be that one.
struct Question {
  int number = 0;
  std::vector<sock_filter> tests;
};

// Where every call stops the program, nothing needs to be asked of one that always does.
bool needs_test(const NumberedTrap& one, const Traps& traps) {
  if (!traps.passing || one.trap.when != Trap::If::always) return true;
  return std::ranges::count(*traps.passing, one.number) != 0;
}

// Each number once, from the smallest.
std::vector<Question> questions_of(const Traps& traps, std::uint32_t stop) {
  std::set<int> numbers;
  for (const auto* part : {&traps.handled, &traps.refused}) {
    for (const NumberedTrap& one : *part) {
      if (needs_test(one, traps)) numbers.insert(one.number);
    }
  }
  if (traps.passing) numbers.insert(traps.passing->begin(), traps.passing->end());
  std::vector<Question> questions;
  for (const int number : numbers) questions.push_back({number, tests_of(number, traps, stop)});
  return questions;
}

std::vector<sock_filter> compare(std::span<const Question> questions, std::uint32_t otherwise) {
  std::vector<sock_filter> program;
  for (const Question& one : questions) {
    Assembler guard;
    guard.jump(BPF_JEQ, static_cast<std::uint32_t>(one.number), 0, distance(one.tests.size()));
    append(program, guard.take());
    append(program, one.tests);
  }
  Assembler end;
  end.give(otherwise);
  append(program, end.take());
  return program;
}

// The kernel runs the whole filter once for each number that there is (to know which calls always
// pass), when it is installed: one comparison after another took longer than all else of a small
// program's start. So a few are compared, and of more, the half that the number is in is searched.
std::vector<sock_filter> search(std::span<const Question> questions, std::uint32_t otherwise) {
  constexpr std::size_t few = 3;
  if (questions.size() <= few) return compare(questions, otherwise);
  Assembler code;
  const std::span<const Question> upper = questions.subspan(questions.size() / 2);
  const std::vector<sock_filter> smaller = search(questions.first(questions.size() / 2), otherwise);
  code.jump(BPF_JGE, static_cast<std::uint32_t>(upper.front().number), 0, 1);
  code.pass_over(smaller.size());
  std::vector<sock_filter> program = code.take();
  append(program, smaller);
  append(program, search(upper, otherwise));
  return program;
}

}  // namespace

bool fits(const Trap& trap, const Registers& registers) {
  const std::uint64_t whole = registers.argument(trap.argument);
  const auto low = static_cast<std::uint32_t>(whole);
  using If = Trap::If;
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

// None of the numbers that a program is likely to choose.
TrapMark::TrapMark() {
  while (native_ < 16) check("getrandom", ::getrandom(&native_, sizeof native_, 0));
}

const TrapMark& trap_mark() {
  static const TrapMark mark;
  return mark;
}

std::vector<sock_filter> make_filter(const Traps& traps, const TrapMark& mark) {
  const std::uint32_t stop = SECCOMP_RET_TRACE | mark.of_call();
  const std::uint32_t stop_foreign = SECCOMP_RET_TRACE | mark.of_foreign_call();
  Assembler head;
  head.load(offsetof(seccomp_data, arch));
  head.jump(BPF_JEQ, native_arch(), 1, 0);
  head.give(stop_foreign);
  head.load(offsetof(seccomp_data, nr));
  if (const std::uint32_t foreign = foreign_numbers_from()) {
    head.jump(BPF_JGE, foreign, 0, 3);
    head.give_if_equal(0xFFFFFFFF, SECCOMP_RET_ALLOW);  // a call that the tracer skips
    head.give(stop_foreign);
  }

  std::vector<sock_filter> program = head.take();
  append(program, search(questions_of(traps, stop), traps.passing ? stop : SECCOMP_RET_ALLOW));
  return program;
}

}  // namespace procdemo::syscalls
