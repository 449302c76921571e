// What may be wrong with a course: with what is remembered of a student, and with a lesson's task.
#pragma once

#include "course/room.h"

namespace procdemo::course {

enum class CourseProblem {
  // Progress.
  progress_damaged,     // {0} the file, {1} the field that is wrong, {2} where it is kept
  progress_newer,       // {0} the file, of a newer procdemo
  progress_unkept,      // {0} the file, {1} the reason why nothing is remembered
  progress_unread,      // {0} a file to be imported, {1} the field that is wrong
  progress_unanswered,  // {0} a lesson that was to be forgotten: nobody could be asked
  // Tasks.
  task_none,       // {0} a lesson that has none
  task_elsewhere,  // no task was handed out in this folder
  task_unknown,    // {0} a folder's task.toml, {1} a line, {2} no lesson with a task
  task_kept,       // {0} the option that goes with a task in this folder
  class_nowhere,   // no terminal that a class could be shown anything on

  end_of_list  // stays last
};

}  // namespace procdemo::course
