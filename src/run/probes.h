// The probes of observed programs: where each process will stop, and what it tells there.
//
// The nop of a probe is overwritten with a trap when a process has executed the program: children
// have it by fork, another program wants its own. The trap is as long as the nop, so a process that
// goes on is behind it, and nothing needs stepping over. A program without the providers that are
// asked for is not touched: CPython alone passes a million probes a second.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "run/room.h"
#include "tracee/arch/arch.h"
#include "tracee/files.h"
#include "tracee/probe_notes.h"

namespace procdemo::run {

struct PlacedProbes;
struct Process;
struct Task;

/// The probes of one program's file, of the providers that are observed.
struct ProbeTable {
  std::uint64_t entry = 0;                             ///< of the file
  std::unordered_map<std::uint64_t, ProbeSite> sites;  ///< by the address in the file
};

class Probes {
 public:
  /// Some probes of our own library only say that a step begins (multiprocess/probe.h): they are
  /// never told, and a run that does not choose among all orders of steps leaves them alone.
  enum class Detail { told, every_step };

  /// The providers whose probes stop a program; "*" is every provider.
  Probes(std::vector<std::string> providers, Detail detail, MemoryReader& with)
      : providers_(std::move(providers)), detail_(detail), with_(with) {}

  /// To be called when a process has executed a program, and is stopped: places the traps in it,
  /// and counts itself in at the probes' semaphores. False when the program's file
  /// did not answer in time, so that nobody looked.
  bool executed(Task& task);

  /// Whether a process's program has those of our library.
  static bool has_library(const Process& process);

  /// Whether passing it is an event.
  static bool is_told(const ProbeSite& site);

  /// Whether what it says is told by a call, too: how a file is locked is. Then it is a step only
  /// where every call is one.
  static bool repeats_call(const Task& task, const ProbeSite& site);

  /// Whether who passes it only tries to get a lock of our library: a fact, and no event.
  static bool is_try(const ProbeSite& site);

  /// Whether who passes it comes to ask for a lock of our library, or has got it.
  static bool asks_for_lock(const ProbeSite& site);
  static bool is_got_lock(const ProbeSite& site);

  /// Whether a program's file has probes that are observed.
  bool are_in(const std::string& file);

  /// The probe at which a task of this process stands, or nullptr. `instruction` is where it goes
  /// on.
  static const ProbeSite* passed(const Process& process, std::uint64_t instruction);

  /// The arguments as texts: integers in decimal, a pointer to text as that text, any other pointer
  /// in hexadecimal, "?" for what can't be read.
  static std::vector<std::string> arguments(const Task& task, const ProbeSite& site);

 private:
  std::shared_ptr<const ProbeTable> table_of(const Place& place);
  std::shared_ptr<const ProbeTable> table_if_any(const std::function<Place()>& find,
                                                 bool& answered);
  static void place_traps(Task& task, const PlacedProbes& probes);
  bool wanted(const ProbeSite& site) const;

  std::vector<std::string> providers_;
  Detail detail_;
  MemoryReader& with_;
  using FileId =
      std::tuple<dev_t, ino_t, std::int64_t, std::int64_t>;  // with the time of its change
  std::map<FileId, std::shared_ptr<const ProbeTable>> known_;
};

}  // namespace procdemo::run
