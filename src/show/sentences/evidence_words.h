// The evidence behind a sentence, in words: the call, the place, and what the kernel said.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "show/room.h"
#include "trace/evidence.h"
#include "trace/run_status.h"

namespace procdemo::show {

/// In lines. Texts in them are the program's own: hostile to whatever format they get into.
std::vector<std::string> evidence_lines(const Evidence& evidence, Language language);

/// The same of a process as it stands, which may be one of those that wait: then first what for,
/// and who could end that.
std::vector<std::string> evidence_lines(const Evidence& evidence,
                                        const std::vector<Blocked>& waiting, Language language);

}  // namespace procdemo::show
