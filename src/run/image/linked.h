// What is linked into a program, as far as the observer has to know of it: told by the names of
// functions in its file.
#pragma once

#include <string>

#include "run/room.h"
#include "tracee/files.h"

namespace procdemo::run {

struct Linked {
  bool leak_checker = false;   ///< it has one (leak_checkers.h), or wants it of a library
  bool random_device = false;  ///< std::random_device, which asks the processor (rdrand)
  std::string interpreter;     ///< of a script, which has nothing else: a path
};

/// A file is read once as long as procdemo lives: programs are executed over and over. Throws
/// std::system_error where it can't be read.
const Linked& linked_into(const Place& program, MemoryReader& with);

}  // namespace procdemo::run
