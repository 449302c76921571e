#include "syscalls/filter.h"

#include <linux/seccomp.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <stdexcept>

#include "catch.h"
#include "syscalls/table.h"
#include "tracee/arch/arch.h"

using namespace procdemo::syscalls;
using procdemo::tracee::native_arch;

namespace {

// What the kernel makes of a filter (Documentation/userspace-api/seccomp_filter.rst): of those
// instructions that ours have.
struct Answer {
  std::uint32_t action = 0;
  int instructions = 0;  // that it took
};
Answer run(const std::vector<sock_filter>& filter, const seccomp_data& call) {
  std::uint32_t value = 0;
  Answer answer;
  for (std::size_t at = 0; at < filter.size(); ++at) {
    const sock_filter& one = filter[at];
    ++answer.instructions;
    const auto jump = [&](bool holds) { at += holds ? one.jt : one.jf; };
    switch (one.code) {
      case BPF_LD | BPF_W | BPF_ABS:
        std::memcpy(&value, reinterpret_cast<const char*>(&call) + one.k, sizeof value);
        break;
      case BPF_JMP | BPF_JA:
        at += one.k;
        break;
      case BPF_JMP | BPF_K | BPF_JEQ:
        jump(value == one.k);
        break;
      case BPF_JMP | BPF_K | BPF_JGE:
        jump(value >= one.k);
        break;
      case BPF_JMP | BPF_K | BPF_JSET:
        jump((value & one.k) != 0);
        break;
      case BPF_RET | BPF_K:
        answer.action = one.k;
        return answer;
      default:
        throw std::logic_error("an instruction that no filter of ours has");
    }
  }
  throw std::out_of_range("behind the filter's end");
}

bool fits_call(const Trap& trap, const seccomp_data& call) {
  procdemo::tracee::Registers registers;
  registers.enter(
      call.nr, {call.args[0], call.args[1], call.args[2], call.args[3], call.args[4], call.args[5]},
      0, 0);
  return fits(trap, registers);
}

// As the traps have it.
bool stops(const Traps& traps, const seccomp_data& call) {
  const auto is_of_call = [&](const NumberedTrap& one) { return one.number == call.nr; };
  const auto fitting = [&](const NumberedTrap& one) {
    return is_of_call(one) && fits_call(one.trap, call);
  };
  if (std::ranges::any_of(traps.handled, fitting) || std::ranges::any_of(traps.refused, fitting)) {
    return true;
  }
  if (std::ranges::any_of(traps.handled, is_of_call)) return false;
  return traps.passing && std::ranges::count(*traps.passing, call.nr) == 0;
}

}  // namespace

TEST_CASE("a filter stops what its traps fit, and asks a few questions of any call") {
  using If = Trap::If;
  Traps traps;
  for (int number = 1; number < 300; number += 2)
    traps.handled.push_back({number, {If::always, 0, {}}});
  traps.handled.push_back({20, {If::argument_is, 1, {3, 5}}});
  traps.handled.push_back({22, {If::argument_not_zero, 2, {}}});
  traps.handled.push_back({24, {If::argument_positive, 3, {}}});
  traps.refused.push_back({24, {If::argument_has, 0, {4, 8}}});
  traps.refused.push_back({26, {If::argument_has, 0, {4, 8}}});
  const TrapMark mark;
  for (const bool every : {false, true}) {
    if (every) traps.passing = {7, 20, 26, 41, 400, 402};
    const std::vector<sock_filter> filter = make_filter(traps, mark);
    for (int number = 0; number < 500; ++number) {
      for (const std::uint64_t argument :
           {std::uint64_t(0), std::uint64_t(3), std::uint64_t(4), std::uint64_t(5),
            std::uint64_t(1) << 32, std::uint64_t(0xFFFFFFFF)}) {
        const seccomp_data call{
            number, native_arch(), 0, {argument, argument, argument, argument, 0, 0}};
        const Answer answer = run(filter, call);
        const bool stopped = answer.action == (SECCOMP_RET_TRACE | mark.of_call());
        CAPTURE(every, number, argument);
        CHECK((stopped || answer.action == SECCOMP_RET_ALLOW));
        CHECK(stopped == stops(traps, call));
        CHECK(answer.instructions < 40);
      }
    }
    const seccomp_data foreign{3, ~native_arch(), 0, {}};
    CHECK(run(filter, foreign).action == (SECCOMP_RET_TRACE | mark.of_foreign_call()));
  }
}

TEST_CASE("a filter with more tests of one call than a jump can pass over is none") {
  const auto with_values = [](std::uint32_t count) {
    Traps traps;
    traps.handled.push_back({16, {Trap::If::argument_is, 1, {}}});
    for (std::uint32_t i = 0; i < count; ++i) traps.handled[0].trap.values.push_back(i);
    return traps;
  };
  CHECK_NOTHROW(make_filter(with_values(126), TrapMark()));
  CHECK_THROWS_AS(make_filter(with_values(127), TrapMark()), std::length_error);
}
