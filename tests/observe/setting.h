// What a program finds when it starts, observed or alone.
#pragma once

#include <string>

#include "observed.h"

namespace procdemo {

/// One of tests/programs/, or what PATH has under that name.
std::string resolve(const std::string& name);

/// Signals as a shell leaves them, whatever the test's own process does with them (Catch2 handles
/// some).
void reset_signals();

/// A test that is killed takes this process along.
void end_with_the_test();

/// A process group of its own, or a session with a controlling terminal.
void join_group(const How& how);

/// Makes what `how` says this process's standard input.
void put_input(const How& how);

}  // namespace procdemo
