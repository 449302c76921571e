// What a script has printed, and Python has not written yet: print() leaves a text with sys.stdout
// (io.TextIOWrapper), which hands it to a buffer of bytes below (io.BufferedWriter), and that to
// write(2). It is read from those objects while the task is stopped. So is what stands in files
// that the script has opened. Nothing leads to these: who has one open is searched for objects of
// the same types, in what it can write.
//
// As with frames (python_frames.h), what is read is believed only where each object says that it is
// what it should be.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tracee/room.h"
#include "tracee/source/python_layout.h"

namespace procdemo::tracee {

struct Tracee;

struct PythonOutput {
  std::uint64_t at = 0;  ///< from where it will be written
  std::string bytes;
};

/// In each of them. None where there is none, or it can't be read.
std::vector<PythonOutput> python_output(const Tracee& task, const PythonSymbols& symbols,
                                        const PythonLayout& layout);

}  // namespace procdemo::tracee
