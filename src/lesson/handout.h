// What a student or a teacher gets of a lesson, to change and to run: its files, in a folder of
// their own.
#pragma once

#include <filesystem>
#include <string>

#include "lesson/lesson.h"
#include "lesson/room.h"

namespace procdemo::lesson {

/// One of its programs as one text that compiles by itself (with our library, if it includes that):
/// headers that stand beside it take the place of the lines that include them.
std::string whole_source(const Lesson& lesson, const std::string& program);

/// Makes `folder`, with all that is in the lesson's, but for the program that was built of it and
/// the solution of its task, and `lib`, a link to our library. The copy has the folder's name, and
/// its pages run it by `procdemo run .`, where the lesson's said `procdemo NAME`. With `in`, the
/// program in that language is the one that is run where nobody says which. Throws Problem
/// name_unfit, folder_exists or no_python, std::system_error where it can't be made: then nothing
/// of it is left.
void hand_out(const Lesson& lesson, const std::filesystem::path& folder,
              const std::string& in = "");

}  // namespace procdemo::lesson
