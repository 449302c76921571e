// A lesson's task: a small program to change or to complete, in C++ or in Python.
//
// It lies in the lesson's folder, in `task/`:
//
//     task.toml       title, what is asked, hints, in both languages
//     claims.toml     what decides (lesson/claims_file.h), the same for both programs
//     task.cpp        the program with the gap, and task.py
//     solution.cpp    ours, and solution.py
//
// A student gets a folder with one of the programs, the claims, a page, and `task.toml`, which says
// which task it is.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "course/room.h"
#include "lesson/lesson.h"

namespace procdemo::course {

enum class TaskLanguage { cpp, python };

/// As it is typed and remembered: "cpp", "python".
std::string name_of(TaskLanguage language);

struct Task {
  std::filesystem::path folder;  ///< in the lesson's
  std::string lesson;            ///< its name
  Wording title, asked;
  std::vector<Wording> hints;  ///< each says a little more
};

bool has_task(const Lesson& lesson);

/// Throws Problem: it has none (task_none), or what is wrong with its files.
Task load_task(const Lesson& lesson);

/// Our own program, as text. Throws Problem.
std::string solution_of(const Task& task, TaskLanguage language);

/// What a student was given, and works on.
struct Handout {
  std::filesystem::path folder;
  std::string lesson;
  TaskLanguage language = TaskLanguage::cpp;

  std::string program() const;  ///< "task.py"
  std::filesystem::path source() const { return folder / program(); }
  std::filesystem::path claims() const { return folder / "claims.toml"; }
};

/// Makes the folder; `page` is put there as TASK.md. Throws Problem where there is one already, and
/// std::system_error where it can't be made: nothing of it is left then.
Handout hand_out(const Task& task, TaskLanguage language, const std::filesystem::path& folder,
                 const std::string& page);

/// What lies in a folder. Throws Problem where no task was handed out there.
Handout handout_in(const std::filesystem::path& folder);

/// What to execute. A program in C++ is compiled, unless that was done before, and stands in the
/// folder as `task`. Throws Problem with the compiler's own words where it finds mistakes.
std::vector<std::string> command_of(const Handout& handout);

}  // namespace procdemo::course
