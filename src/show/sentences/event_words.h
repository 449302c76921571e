// The words of each kind of event; all but those of groups of events, which sentence.h has.
#pragma once

#include <string>

#include "base/language.h"
#include "show/room.h"
#include "show/row.h"
#include "show/sentences/sentence.h"

namespace procdemo::show {

/// Of a row's event, which it has. Of any length: an argument may have megabytes.
std::string event_words(const Row& row, Language language, Room room);

}  // namespace procdemo::show
