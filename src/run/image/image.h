// The program that a process runs, as it was loaded: what the observer has found in it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "run/ongoing.h"
#include "run/room.h"

namespace procdemo::tracee {
class SourceImage;
}  // namespace procdemo::tracee

namespace procdemo::run {

struct ProbeTable;  // probes.h
class ObjectNames;  // lock_functions.h
struct LockTable;

/// The probes of a program, where it was loaded.
struct PlacedProbes {
  std::shared_ptr<const ProbeTable> table;
  std::uint64_t bias = 0;
};

/// Addresses, up to but not with `end`.
struct CodeRange {
  std::uint64_t begin = 0, end = 0;

  bool holds(std::uint64_t address) const { return begin <= address && address < end; }
};

/// The functions of a C library that take a lock, where it was loaded (lock_functions.h).
struct PlacedLocks {
  std::shared_ptr<const LockTable> table;
  std::uint64_t bias = 0;
  std::vector<CodeRange> callers;  ///< the code of the program itself
  std::shared_ptr<const ObjectNames> names;
  std::uint64_t names_bias = 0;
  int steps = 0;        ///< taken at them so far
  bool lifted = false;  ///< the traps are gone again
};

/// The streams of a C library, where it was loaded (stdio_buffers.h); addresses.
struct PlacedStreams {
  std::uint64_t first = 0;     ///< where the address of the first one stands
  std::uint64_t standard = 0;  ///< the first one of a program that has opened none itself
  std::uint64_t output = 0;    ///< standard output
  std::uint64_t cout = 0;      ///< std::cout, or 0
  std::uint64_t filebuf = 0;   ///< what each std::filebuf begins with (file_streams.h), or 0
};

/// What a process has of the program that it runs; its child has the same.
struct Image {
  std::optional<std::uint64_t> watched;  ///< where it was loaded, if its variables are watched
  std::optional<PlacedProbes> probes;
  std::optional<PlacedLocks> locks;
  bool looked_for_locks = false;
  std::optional<PlacedStreams> streams;
  bool looked_for_streams = false;
  SignalAction trap_action;             ///< what it does with SIGTRAP, where it has traps
  std::uint64_t call_instruction = 0;   ///< a place in its memory that makes a system call
  std::optional<CodeRange> loader;      ///< of it (engine/stops/counter_reads.h); empty: none
  bool has_leak_checker = false;        ///< and it was told not to look (leak_checkers.h)
  bool may_share_memory = false;        ///< it, or who made it, has mapped some (explored runs)
  std::shared_ptr<SourceImage> source;  ///< where its lines are looked up

  bool has_traps() const { return probes || locks; }
};

}  // namespace procdemo::run
