// An exploration as a command makes it: its runs, and what is said where it can't be made.
#pragma once

#include <string>
#include <vector>

#include "cli/explore/call.h"
#include "cli/explore/view.h"
#include "cli/room.h"
#include "explore/explorer.h"
#include "session/worker.h"

namespace procdemo::cli {

/// From the call's options. Throws Problem where a value is not what its option takes.
Explorer::Settings settings_of(const ExploreCall& call);

/// Before the first run, which would run unobserved. Throws Problem where this machine allows no
/// more.
void expect_observable(const ExploreCall& call, Language language);

/// How each of its runs is made. The call lives longer.
Act act_of(const ExploreCall& call, Language language);

/// Throws Problem where no run came so far as to begin its work; what it complained of is told.
void expect_started(const ExploreCall& call, const Outcomes& outcomes);

/// A run could not even begin: what it printed is told, and a Problem thrown.
[[noreturn]] void throw_failure(const Explorer::Ended& ended);

/// Why it is not complete, in the user's language; empty: it is.
std::vector<std::string> why_incomplete(const Explorer::Ended& ended, const Given& given,
                                        const Outcomes& outcomes, Language language);

/// What is known of it, before its end too.
Exploration known_of(const ExploreCall& call, const Outcomes& outcomes, double seconds);

}  // namespace procdemo::cli
