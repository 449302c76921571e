// What a program finds when it starts, observed or alone.
#pragma once

#include <poll.h>

#include <span>
#include <string>

#include "observed.h"

namespace procdemo::engine {

/// One of tests/programs/, or what PATH has under that name.
std::string resolve(const std::string& name);

/// Signals as a shell leaves them, whatever the test's own process does with them (Catch2 handles
/// some).
void reset_signals();

/// A test that is killed takes this process along.
void end_with_the_test();

/// As poll(2). Where nothing comes for so long that something must hang, throws std::runtime_error,
/// and tells on standard error what every process of the machine is doing.
void wait_to_read(std::span<pollfd> wanted);

/// A process group of its own, or a session with a controlling terminal.
void join_group(const How& how);

/// Makes what `how` says this process's standard input.
void put_input(const How& how);

}  // namespace procdemo::engine
