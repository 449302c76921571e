// USDT probes (sys/sdt.h): what the section .note.stapsdt of a program's file says of them.
//
// A probe is one `nop` in the code, and a note beside it: provider, name, where the nop is, and
// where each argument is at that moment, in the assembler's words: "8@%rdi -4@$5 8@-8(%rbp)". A
// number is its size in bytes, negative for a signed one. bpftrace, perf and gdb read the same
// notes; `readelf -n` shows them (SystemTap wiki, "UserSpaceProbeImplementation").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tracee/arch/arch.h"
#include "tracee/room.h"

namespace procdemo::tracee {

struct ProbeArgument {
  std::size_t size = 8;  ///< bytes: 1, 2, 4 or 8
  bool is_signed = false;
  std::optional<Operand> operand;    ///< nothing: it can't be read (floating point, thread-local)
  std::uint64_t symbol_address = 0;  ///< of operand->symbol, in the file
};

/// One place in the code. A probe that was inlined several times has as many.
struct ProbeSite {
  std::string provider;
  std::string name;
  std::uint64_t address = 0;  ///< of the nop, in the file
  std::uint64_t semaphore =
      0;  ///< of its counter of observers (16 bits), in the file; 0: it has none
  std::vector<ProbeArgument> arguments;
};

class ElfFile;

/// All of a file, in its order; none where it has no such section.
std::vector<ProbeSite> probes_in(const ElfFile& file);

/// The arguments of one probe from such words.
std::vector<ProbeArgument> probe_arguments(std::string_view words);

}  // namespace procdemo::tracee
