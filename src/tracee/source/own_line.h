// The line of a program's own source that an instruction was made from (DWARF 5, 2.8 and 3.3.8.2).
//
// The line table names the innermost source, which for an inlined function of a library is the
// library's header; the line from which it was called stands with the inlined function's entry. Not
// the program's own are the files of the system's folders, and the functions of procdemo's library.
#pragma once

#include <elfutils/libdwfl.h>

#include <optional>

#include "trace/event.h"
#include "tracee/room.h"

namespace procdemo::tracee {

/// Of an instruction at `address` in memory, which lies in `module`. The file is named as the
/// compiler was told of it where it lies below the folder in which the compiler ran, else by its
/// last component. Nothing where the module has no debug information, or the instruction is none
/// of the program's own.
std::optional<SourcePlace> own_line(Dwfl_Module* module, Dwarf_Addr address);

/// Whether the module has lines at all.
bool has_lines(Dwfl_Module* module);

}  // namespace procdemo::tracee
