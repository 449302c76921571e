// What was done in a session, as a console block of a page that `procdemo check` replays.
//
// What a session has told its reader holds for this machine and this folder. So a block is not
// written from that: the command is run as a page's are, and the block is what check writes there
// (check --update).
#pragma once

#include <string>

#include "base/language.h"
#include "cli/describe/given.h"
#include "cli/room.h"

namespace procdemo::cli {

/// Adds it to the file, up to this prompt; `words` are those that began the session, in this
/// language. Throws Problem (export_differs) where a page's command does not come that far, and
/// std::system_error.
void add_page_block(const std::string& file, const Words& words, Language language,
                    const std::string& keys, const std::string& prompt);

}  // namespace procdemo::cli
