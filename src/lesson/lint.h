// Mistakes of a lesson's author that lesson.toml's reader lets pass: a test runs this over all
// lessons.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "lesson/lesson.h"
#include "lesson/room.h"

namespace procdemo::lesson {

/// All problems of one lesson, a sentence each: "04-fork/zh.md: no title". Empty: none.
std::vector<std::string> lint_lesson(const Lesson& lesson);

/// The same for every lesson below a folder, the broken ones, and what only shows among them: names
/// and numbers are unique.
std::vector<std::string> lint_lessons(const std::filesystem::path& lessons);

}  // namespace procdemo::lesson
