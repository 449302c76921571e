// Where the objects of a CPython interpreter have their fields.
//
// From 3.13 on an interpreter tells it itself: its state begins with a table of offsets
// (Include/internal/pycore_debug_offsets.h, _Py_DebugOffsets), made for debuggers. Those of 3.11
// and 3.12 are known: within a minor version they stay (PEP 387, and the structures' own headers),
// but for builds that count references in another way, which nobody finds frames in.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "tracee/room.h"

namespace procdemo::tracee {

/// Where an interpreter's own objects are in memory: its state, its version, and types.
struct PythonSymbols {
  std::uint64_t runtime = 0, version = 0, code = 0, text = 0, bytes = 0;
};

/// Offsets in bytes.
struct PythonLayout {
  std::uint64_t first_interpreter = 0;                             ///< in the runtime's state
  std::uint64_t next_interpreter = 0, first_thread = 0, sys = 0;   ///< in an interpreter's
  std::uint64_t next_thread = 0, thread_id = 0, thread_frame = 0;  ///< in a thread's
  std::optional<std::uint64_t> frame_in_record;  ///< that leads to a record, which has it there

  std::uint64_t previous = 0, executable = 0, instruction = 0;            ///< in a frame
  std::uint64_t file_name = 0, line_table = 0, first_line = 0, code = 0;  ///< in a code object
  std::uint64_t type = 0, size = 0, bytes = 0;                            ///< in any; in bytes
  std::uint64_t length = 0, state = 0, ascii = 0, other_text = 0;         ///< in a text
};

/// Of the interpreter with this version (PY_VERSION_HEX). `runtime` reads so many first bytes of
/// its state. Nothing where it is not known.
std::optional<PythonLayout> python_layout(std::uint64_t version,
                                          const std::function<std::string(std::size_t)>& runtime);

}  // namespace procdemo::tracee
