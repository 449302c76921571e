// The name of a C++ function as one says it: "Pool::apply" of
// "std::future<int> Pool::apply<int (*)(int)>(int (*)(int), int)".
#pragma once

#include <string>
#include <string_view>

#include "show/room.h"

namespace procdemo::show {

/// `demangled`: as a debugger writes it, with types. What is no such name stays as it is.
std::string function_name(std::string_view demangled);

}  // namespace procdemo::show
