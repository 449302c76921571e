// Questions in a page: ```question blocks of a Markdown file, each with the keys of a [[question]].
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "lesson/questions/question.h"
#include "lesson/room.h"

namespace procdemo::lesson {

/// The blocks as TOML, each line at its place: what is wrong in a block is told with the line of
/// the page. Empty where there is none.
std::string question_toml(const std::string& markdown);

/// Each of them needs a run of its own. Throws Problem as read_questions() does, and
/// std::system_error when the file can't be read.
std::vector<Question> questions_in_page(const std::filesystem::path& file);

}  // namespace procdemo::lesson
