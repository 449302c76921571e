// What a student or a teacher gets of a lesson, to change and to run: its files, in a folder of
// their own.
#pragma once

#include <filesystem>
#include <string>

#include "lesson/lesson.h"
#include "lesson/room.h"

namespace procdemo::lesson {

/// The program as one text that compiles by itself (with our library, if it includes that): headers
/// that stand beside it take the place of the lines that include them.
std::string whole_source(const Lesson& lesson);

/// Makes `folder`, with all that is in the lesson's, but for the program that was built of it, and
/// `lib`, a link to our library. The copy has the folder's name, and its pages run it by
/// `procdemo run .`, where the lesson's said `procdemo NAME`. Throws Problem name_unfit or
/// folder_exists, std::system_error where it can't be made: then nothing of it is left.
void hand_out(const Lesson& lesson, const std::filesystem::path& folder);

}  // namespace procdemo::lesson
