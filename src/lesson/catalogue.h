// The lessons that come with procdemo: every folder with a lesson.toml, in the order of numbers.
//
// They lie relative to procdemo's own file (/proc/self/exe): in `lessons` beside it in the build
// tree, under PREFIX/libexec once installed. So a copy of the whole prefix finds its own lessons.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/problem.h"
#include "lesson/lesson.h"
#include "lesson/room.h"

namespace procdemo::lesson {

/// One folder. A broken one does not hide the others: it is listed with its problem.
struct CatalogueEntry {
  std::filesystem::path folder;
  std::string id;    ///< the folder's name: "04-fork"
  std::string name;  ///< without its number: "fork"
  int order = 0;     ///< its number; folders without one come last
  std::optional<Lesson> lesson;
  std::optional<Problem> problem;  ///< why there is no lesson
};

/// The folder of the lessons. Throws Problem when there is none.
std::filesystem::path lessons_folder();

/// All lessons below a folder, read.
std::vector<CatalogueEntry> list_lessons(const std::filesystem::path& lessons);

/// Reads the one lesson that "fork", "04-fork", "4" or "04" names. Throws Problem: unknown, with
/// the nearest name, or what is wrong with its folder.
Lesson find_lesson(const std::filesystem::path& lessons, const std::string& wanted);

/// Whether it is one of those: built with procdemo, and remembered in a student's progress. One in
/// a folder of somebody's own is compiled when it is run.
bool is_own(const Lesson& lesson);

/// Whether a word names a folder, and not a lesson of the catalogue: "./my-lesson", "..".
bool names_folder(const std::string& word);

/// The lesson that a user means by a word: one of procdemo's own, or a folder. Throws Problem.
Lesson lesson_named(const std::string& word);

}  // namespace procdemo::lesson
