// Which line of a Python script an instruction of its byte code was made from: co_linetable, as
// CPython has it since 3.11 (Objects/locations.md there).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "tracee/room.h"

namespace procdemo::tracee {

/// Of the instruction that begins `instruction` bytes behind the first one. `first_line` is the
/// code object's. Nothing where it belongs to no line.
std::optional<int> python_line(std::string_view table, int first_line, std::int64_t instruction);

}  // namespace procdemo::tracee
