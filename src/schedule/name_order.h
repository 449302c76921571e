// The order of names: a process before its threads, those before its children, each subtree before
// the next one. P, P/t2, P.1, P.1.1, P.2, P.10.
#pragma once

#include <string_view>

namespace procdemo {

/// Whether `a` comes before `b`.
bool name_before(std::string_view a, std::string_view b);

}  // namespace procdemo
