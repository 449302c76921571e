// Which of a process's mappings are its C library.
#pragma once

#include "tracee/room.h"

namespace procdemo::tracee {

struct Mapping;  // mappings.h

/// By its file's name: glibc, or musl. A program may have it linked in.
bool is_c_library(const Mapping& code);

}  // namespace procdemo::tracee
