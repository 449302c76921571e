// Why ptrace is denied, in the user's language, and what to do about it.
#pragma once

#include <string>

#include "base/language.h"
#include "engine/engine.h"
#include "world/machine.h"

namespace procdemo {

std::string say(const Denial& denial, Language language);

/// Asks the machine for the reason.
std::string reason_of(const PtraceDenied& denied, Language language);

}  // namespace procdemo
