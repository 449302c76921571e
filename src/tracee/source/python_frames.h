// The line of a Python script at which a task of CPython stands: read from the interpreter's own
// frames, while the task is stopped. Nothing is run in the program, and nothing of it is changed.
//
// What is read is believed only where it is what it should be: the state of a thread names that
// thread, and every object says of which type it is. So a build whose structures lie otherwise has
// no lines, not wrong ones. (Its probe `python:line` would tell them too, but stops the program at
// each line: that costs more than a hundred times as much, and few builds have it.)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "trace/event.h"
#include "tracee/mappings.h"
#include "tracee/room.h"
#include "tracee/source/python_layout.h"
#include "tracee/source/python_output.h"

namespace procdemo::tracee {

struct MemoryReader;
struct Tracee;

class PythonFrames {
 public:
  /// Of the interpreter whose code is mapped there: a program, or libpython. Nothing where it is
  /// none. Throws std::system_error where its file can't be read.
  static std::optional<PythonFrames> in(const Tracee& task, const Mapping& code,
                                        MemoryReader& with);

  /// By its name alone: whether it may be one.
  static bool may_be(std::string_view path);

  /// Whether a file belongs to Python itself, or to what was installed for it.
  static bool is_of_library(std::string_view path);

  /// Whether its structures are known.
  bool can_read() const { return layout_.has_value(); }

  /// What a stopped task's script has printed and not yet written.
  std::vector<PythonOutput> unwritten(const Tracee& task) const {
    return layout_ ? python_output(task, symbols_, *layout_) : std::vector<PythonOutput>();
  }

  /// Whether this task, stopped or asleep, is in Thread.join() of a script's threading.
  bool joins_thread(const Tracee& task);

  /// Of the innermost frame of this task, stopped or asleep, that stands in a file of the program's
  /// own; the file is named by its last component.
  std::optional<SourcePlace> place_of(const Tracee& task);

 private:
  class Reading;
  std::optional<std::uint64_t> thread_pointer_of(const Tracee& task);

  PythonSymbols symbols_;  // where they are in memory
  std::optional<PythonLayout> layout_;
  std::unordered_map<pid_t, std::uint64_t> thread_pointers_;  // of tasks that were stopped
};

}  // namespace procdemo::tracee
