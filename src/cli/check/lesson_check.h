// A lesson's claims, checked under several orders.
#pragma once

#include <memory>

#include "cli/check/unit.h"
#include "cli/room.h"
#include "lesson/lesson.h"

namespace procdemo::cli {

/// Every claim of the lesson in every variant that it speaks of, under several schedules; what
/// needs to be live is run once, live. `call` is how the lesson is called: {"fork"}, {"run", DIR}.
std::unique_ptr<CheckUnit> check_of_lesson(Lesson lesson, Words call,
                                           const CheckSettings& settings);

}  // namespace procdemo::cli
