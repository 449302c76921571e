// Why ptrace is denied, in the user's language, and what to do about it.
#pragma once

#include <string>

#include "base/language.h"
#include "cli/room.h"
#include "engine/engine.h"
#include "show/words/words.h"
#include "world/machine.h"

namespace procdemo::cli {

using show::say;

std::string say(const Denial& denial, Language language);

/// Asks the machine for the reason.
std::string reason_of(const PtraceDenied& denied, Language language);

}  // namespace procdemo::cli
