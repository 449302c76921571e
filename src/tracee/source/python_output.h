// What a script has printed, and Python has not written yet: print() leaves a text with sys.stdout
// (io.TextIOWrapper), which hands it to a buffer of bytes below (io.BufferedWriter), and that to
// write(2). It is read from those objects while the task is stopped.
//
// As with frames (python_frames.h), what is read is believed only where each object says that it is
// what it should be. A script that has put something else in the place of sys.stdout has none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tracee/room.h"
#include "tracee/source/python_layout.h"

namespace procdemo::tracee {

struct Tracee;

struct PythonOutput {
  std::uint64_t at = 0;  ///< from where it will be written
  std::string bytes;
};

/// Nothing where there is none, or it can't be read.
std::optional<PythonOutput> python_output(const Tracee& task, const PythonSymbols& symbols,
                                          const PythonLayout& layout);

}  // namespace procdemo::tracee
