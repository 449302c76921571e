// For what a test waits for, and is told of when it comes.
#pragma once

#include <chrono>

/// Ends the wait where it does not come, which is a failure: on any machine it is there much
/// sooner.
constexpr std::chrono::seconds long_enough{60};
