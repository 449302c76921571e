// The evidence behind a sentence, in words: the call, the place, and what the kernel said.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "show/room.h"
#include "trace/evidence.h"

namespace procdemo::show {

/// In lines. Texts in them are the program's own: hostile to whatever format they get into.
std::vector<std::string> evidence_lines(const Evidence& evidence, Language language);

}  // namespace procdemo::show
