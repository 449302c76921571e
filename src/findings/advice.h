// What to do about a finding: what its row says (table.h), or something that fits better what is
// behind it.
#pragma once

#include "findings/room.h"
#include "findings/table.h"
#include "trace/event.h"

namespace procdemo::findings {

/// Empty for an unknown id.
Phrase advice_on(const event::Finding& finding);

}  // namespace procdemo::findings
