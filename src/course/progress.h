// What is remembered of a student: how far each lesson is, how its questions were answered, and its
// task.
//
// It is one JSON text that a person can read, and mend:
//
//     {
//       "version": 1,
//       "at": "pid",
//       "lessons": {
//         "fork": {
//           "done": true,
//           "questions": {"who-first": {"answer": "either", "right": true, "tries": 2}},
//           "task": {"solved": true, "in": "python", "hints": 1, "seen_solution": false}
//         },
//         "pid": {"place": "shows"}
//       }
//     }
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "course/room.h"

namespace procdemo::course {

struct AnswerMark {
  std::string answer;  ///< the last one, as it was given
  bool right = false;
  int tries = 0;  ///< that were graded; 0: it is foretold, and the run has not yet told
  bool operator==(const AnswerMark&) const = default;
};

struct TaskMark {
  bool solved = false;
  std::string in;  ///< the language that it was solved in, else the one it is tried in: "cpp"
  int hints = 0;   ///< that were asked for
  bool seen_solution = false;
  bool operator==(const TaskMark&) const = default;
};

struct LessonMarks {
  std::string place;  ///< where its reader is (path.h); empty: at the beginning
  bool done = false;  ///< somebody has gone through it to its end
  std::map<std::string, AnswerMark> questions;  ///< by their ids
  std::optional<TaskMark> task;
  bool operator==(const LessonMarks&) const = default;
};

struct Progress {
  std::string at;                              ///< the lesson where the reader was last, or empty
  std::map<std::string, LessonMarks> lessons;  ///< by their names
  bool operator==(const Progress&) const = default;
};

/// The text of a newer version than this procdemo's.
class NewerProgress : public std::exception {};

/// A question was answered. Nothing for `right`: it is foretold, and the run has not told yet.
void mark_answer(Progress& progress, const std::string& lesson, const std::string& question,
                 const std::string& answer, std::optional<bool> right);

/// With a newline at its end. Harmless for a terminal (trace/json_text.h).
std::string to_text(const Progress& progress);

/// Throws std::invalid_argument, whose what() is the field that is wrong or missing, or
/// NewerProgress. Fields that it does not know do not matter.
Progress progress_from(std::string_view text);

/// Adds what somebody has done elsewhere: nothing that was reached is lost, and places of `own`
/// stay. The same twice is the same as once.
void merge(Progress& own, const Progress& other);

}  // namespace procdemo::course
