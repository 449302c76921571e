// Claims as lesson.toml writes them: [[claim]], one verb each, with what that verb needs.
#pragma once

#include <vector>

#include "claims/claim.h"
#include "lesson/option.h"
#include "lesson/room.h"
#include "lesson/toml.h"

namespace procdemo::lesson {

/// Throws Problem with file and line: an unknown verb, kind of event, field or option, or a claim
/// whose shape does not fit its verb.
std::vector<Claim> read_claims(const Node& list, const std::vector<LessonOption>& options);

}  // namespace procdemo::lesson
