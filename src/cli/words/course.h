// What `procdemo progress` says. The same rules as in show/words/words.h; the words stand in
// en/course.cpp and zh/course.cpp.
#pragma once

#include "cli/room.h"
#include "show/words/words.h"

namespace procdemo::cli {

enum class CourseSays {
  kept_in,            // {0} the file
  nothing,            // done yet
  done,               // a lesson
  at,                 // {0} the place in a lesson
  questions,          // {0} answered right, {1} of how many
  task_solved,        // {0} the language
  task_begun,         // {0} the language
  task_shown,         // our solution was looked at
  short_questions,    // the same in a list: {0} answered right, {1} of how many
  short_task_solved,  //
  short_task_begun,   //
  exported,           // {0} the file
  imported,           // {0} the file, {1} how many lessons
  forget,             // {0} a lesson: the question
  yes,                // what begins the answer that agrees, in small letters
  forgotten,          // {0} a lesson
  kept,               // {0} a lesson
  unknown_mark,       // {0} a lesson that nothing is remembered of

  end_of_list  // stays last
};

}  // namespace procdemo::cli

namespace procdemo::show {
template <>
Entries<cli::CourseSays> english<cli::CourseSays>();
template <>
Entries<cli::CourseSays> chinese<cli::CourseSays>();
}  // namespace procdemo::show
