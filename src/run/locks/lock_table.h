// The functions of a C library that take a lock, as its file has them.
//
// A trap stands at the beginning of each. The instruction in whose place it stands has a copy
// behind the code, in the rest of its last page, with a jump back: a detour (tracee/arch/detour.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "run/family.h"
#include "run/room.h"

namespace procdemo::tracee {
class ElfFile;
}  // namespace procdemo::tracee

namespace procdemo::run {

struct LockFunction {
  std::string_view name;
  LockSort sort;
  bool tries = false;    ///< it takes the lock if it is free, and never waits
  bool signals = false;  ///< it takes none, but wakes who waits for the condition

  bool gives_up() const;  ///< it tries, or waits for a time only
  bool reads() const;     ///< others may have the lock for reading, too
};

/// Where one begins, in its file.
struct LockSite {
  const LockFunction* function = nullptr;
  std::uint64_t detour = 0;  ///< where it goes on
  std::string code;          ///< what stands there, as far as that was read
};

/// What a file has of them.
struct LockTable {
  std::unordered_map<std::uint64_t, LockSite> sites;  ///< by the address in the file
  std::uint64_t room = 0;                             ///< where the detours stand, in the file
  std::string detours;
  /// Where its pthread_sigmask(3) is, in the file; it makes such calls for itself elsewhere.
  CodeRange masks;
  CodeRange calls;     ///< and its syscall(2), by which others make one that they mean
  CodeRange barriers;  ///< and its pthread_barrier_wait(3), which waits nowhere else
  bool glibc = false;  ///< it is this C library, or has it linked in
};

/// No sites where it is no such file.
LockTable locks_in(const ElfFile& file);

}  // namespace procdemo::run
