// LeakSanitizer, which AddressSanitizer brings along, looks for leaks at its program's end. It
// wants to be the tracer of all threads then, and ends a program that is traced already. So it is
// told not to look, by its variable LSAN_OPTIONS: in the environment of a program that has it, and
// of no other one, which would find there what it does not find alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "run/room.h"
#include "tracee/memory.h"

namespace procdemo::run {

class LeakCheckers {
 public:
  /// `with` has to live as long.
  explicit LeakCheckers(MemoryReader& with) : with_(with) {}

  /// Whether the program has one, or the interpreter of a script. `path` is absolute, and for the
  /// observer; `root` is where the interpreter's begins. What can't be read has none.
  bool are_in(const std::string& path, const std::string& root);

  /// Has those of this program, or of what the environment has it load, not look: that then says
  /// so. Returns whether there is one.
  bool silence(const std::string& path, std::vector<std::string>& environment);

  /// Whether the variable loads one, before all other libraries (ld.so(8), LD_PRELOAD).
  static bool are_loaded(std::string_view variable);

  static bool is_for_them(std::string_view variable);  ///< "LSAN_OPTIONS=..."

  /// Such a variable with what keeps them from looking; "" where there was none.
  static std::string silenced(std::string_view variable);

  /// Without it again; empty where there is nothing else in it.
  static std::string as_given(std::string_view variable);

 private:
  MemoryReader& with_;
};

}  // namespace procdemo::run
