// Claims as lesson.toml writes them: [[claim]], one verb each, with what that verb needs.
#pragma once

#include <vector>

#include "claims/claim.h"
#include "lesson/option.h"
#include "lesson/reading/toml.h"
#include "lesson/room.h"

namespace procdemo::lesson {

/// Throws Problem with file and line: an unknown verb, kind of event, field or option, or a claim
/// whose shape does not fit its verb.
std::vector<Claim> read_claims(const Node& list, const std::vector<LessonOption>& options);

/// The values of options that something is about: `when = { variant = "zombie", no-tty = false }`.
/// Throws Problem.
OptionValues read_when(const Node& when, const std::vector<LessonOption>& options);

/// One that is a part of something else, which says what it means: a verb with what it needs,
/// `per` and `expect`. (`orders` is left to its reader.)
Claim read_bare_claim(const Node& node, const std::vector<LessonOption>& options,
                      const std::string& id);

}  // namespace procdemo::lesson
