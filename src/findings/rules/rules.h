// Who makes each rule (findings/rule.h). The rules themselves stand in files of their own.
#pragma once

#include <memory>

#include "findings/room.h"
#include "findings/rule.h"

namespace procdemo::findings {

std::unique_ptr<Rule> never_reaped(const Lives& lives);

}  // namespace procdemo::findings
