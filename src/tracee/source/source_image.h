// Where in its own source a stopped process stands: the innermost frame of its stack whose line is
// the program's own (own_line.h); where CPython runs a script, the script's line (python_frames.h).
//
// libdw unwinds, with our own ways to registers and memory: the program's memory is read here as it
// is anywhere else (tracee/memory.h). One image serves all processes that have come from one exec
// by forking: what is mapped where is the same for them. The first place takes milliseconds, any
// other 20 to 110 us.
//
// Debug information that lies apart is looked for beside the file and in /usr/lib/debug, by the
// build's number and for the program's own files alone; no server is asked (debuginfod(8)).
#pragma once

#include <elfutils/libdwfl.h>

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "trace/event.h"
#include "trace/evidence.h"
#include "tracee/memory.h"
#include "tracee/room.h"
#include "tracee/source/debug_files.h"
#include "tracee/source/python_frames.h"

namespace procdemo::tracee {

struct Tracee;

class SourceImage {
 public:
  /// `with` has to live as long.
  explicit SourceImage(MemoryReader& with) : with_(with), files_(with) {}
  SourceImage(const SourceImage&) = delete;
  SourceImage& operator=(const SourceImage&) = delete;

  /// Of a task that runs this image, and is stopped or sleeps in a call. Nothing where no frame is
  /// the program's own, it has no debug information, or its memory can't be read.
  std::optional<SourcePlace> place_of(const Tracee& task);

  /// The same for all of its frames that are the program's own, the innermost first; of a script
  /// the innermost alone.
  std::vector<StackFrame> stack_of(const Tracee& task);

  /// Whether it is an interpreter whose frames can't be read; known after the first place.
  bool is_unknown_python() const { return python_ && !python_->can_read(); }

  /// PythonFrames::joins_thread, where it is such an interpreter; known as above.
  bool joins_python_thread(const Tracee& task) { return python_ && python_->joins_thread(task); }

  /// PythonFrames::unwritten, where it is such an interpreter.
  std::vector<PythonOutput> unwritten_by_python(const Tracee& task);

 private:
  struct Walk;
  struct Answers;
  void look(Walk& walk);
  bool report(const Tracee& task);
  bool is_in_known_module(const Tracee& task) const;
  bool can_unwind_from(std::uint64_t address) const;
  bool search_lines() const;
  std::optional<PythonFrames> find_python(const Tracee& task) const;
  const std::optional<SourcePlace>& line_at(Dwfl_Module* module, Dwarf_Addr address);

  MemoryReader& with_;
  DebugFiles files_;
  std::unique_ptr<Dwfl, void (*)(Dwfl*)> dwfl_{nullptr, ::dwfl_end};
  std::string mapped_;             // /proc/PID/maps, as it was reported last
  std::optional<bool> has_lines_;  // of debug information; nothing before the first place
  std::optional<PythonFrames> python_;
  std::optional<PythonFrames> printing_;  // the same, where nobody has asked for a place
  bool looked_for_printing_ = false;
  std::unordered_map<Dwarf_Addr, std::optional<SourcePlace>> lines_;  // of instructions
  Walk* walk_ = nullptr;                                              // under way
};

}  // namespace procdemo::tracee
