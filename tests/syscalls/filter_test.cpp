#include "syscalls/filter.h"

#include <cstdint>
#include <stdexcept>

#include "catch.h"

using namespace procdemo::syscalls;

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
