// A lesson's questions, held against its runs: their answers can be found out, and what ships of
// explorations is so.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "cli/check/unit.h"
#include "cli/room.h"
#include "lesson/lesson.h"

namespace procdemo::cli {

/// Makes the runs itself, when it is asked for its cases. With CheckSettings::update it writes what
/// explorations found into the lesson's folder. `call` is how the lesson is called, as of a check
/// of its claims.
std::unique_ptr<CheckUnit> check_of_questions(Lesson lesson, const Words& call,
                                              const CheckSettings& settings);

/// Those of a page, each of which has a run of its own. Throws Problem.
std::unique_ptr<CheckUnit> check_of_page_questions(const std::filesystem::path& page,
                                                   const std::string& name,
                                                   const CheckSettings& settings);

}  // namespace procdemo::cli
