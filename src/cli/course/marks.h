// What is remembered of a student, in words.
#pragma once

#include <string>
#include <vector>

#include "cli/room.h"
#include "cli/user.h"
#include "course/progress_file.h"

namespace procdemo::cli {

/// Of a lesson: "done, 2 of 3 questions right, task solved (Python)". Empty: nothing.
std::string words_of(const LessonMarks& marks, Language language);

/// Beside its title: "2/3 right", "task solved". (That it is done, a mark tells there.)
std::vector<std::string> short_words_of(const LessonMarks& marks, Language language);

/// "C++" for "cpp". Any other text is made harmless.
std::string language_named(const std::string& in);

/// Says what went wrong with the file, on standard error.
void tell_troubles(ProgressFile& file, const User& user);

}  // namespace procdemo::cli
