// What a lesson's author overlooks and a reader of lesson.toml need not mind: a test runs this over
// all lessons.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "lesson/lesson.h"

namespace procdemo {

/// Everything to be mended in one lesson, a sentence each: "04-fork/zh.md: no title". Empty: all is
/// well.
std::vector<std::string> lint_lesson(const Lesson& lesson);

/// The same for every lesson below a folder, the broken ones, and what only shows among them: names
/// and numbers are unique.
std::vector<std::string> lint_lessons(const std::filesystem::path& lessons);

}  // namespace procdemo
