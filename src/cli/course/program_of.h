// The program of a lesson that is gone through: of one of procdemo's own, or of a teacher's folder.
#pragma once

#include <filesystem>

#include "cli/room.h"
#include "lesson/lesson.h"

namespace procdemo::cli {

/// Built, or compiled now. Throws Problem.
std::filesystem::path program_of(const Lesson& lesson);

}  // namespace procdemo::cli
