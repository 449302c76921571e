// Answers from a file, for console blocks and tests: TOML, by the ids of questions.
//
//   how-many = 6
//   which = "b d"
//   changed = ["?", "a", "c"]    # a hint, an answer, and another one: the last one counts
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "lesson/questions/question.h"
#include "questions/room.h"

namespace procdemo::questions {

/// What is typed, line by line.
using Answers = std::map<std::string, std::vector<std::string>>;

/// Throws Problem with file and line: the file can't be read, or has an answer to none of these.
Answers load_answers(const std::filesystem::path& file, const std::vector<Question>& questions);

}  // namespace procdemo::questions
