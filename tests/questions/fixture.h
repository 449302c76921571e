// Questions as lesson.toml has them, about a run of three lines.
#pragma once

#include <string>

#include "lesson/questions/question.h"
#include "questions/room.h"
#include "questions/seen_run.h"

namespace procdemo::questions::fixture {

/// The keys of a [[question]]; id and words are added.
Question question(const std::string& toml);

/// P forks P.1 and prints "one" twice, P.1 prints "two" once.
SeenRun three_lines();

}  // namespace procdemo::questions::fixture
