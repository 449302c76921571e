// procdemo's English: the course.
#include "cli/words/course.h"
#include "show/words/dictionary.h"

namespace procdemo::cli {

namespace {

constexpr Entry<CourseSays> course_says_en[] = {
    {CourseSays::kept_in, "Kept in {0}"},
    {CourseSays::nothing, "Nothing is done yet. Begin with a lesson: procdemo learn"},
    {CourseSays::done, "done"},
    {CourseSays::at, "at: {0}"},
    {CourseSays::questions, "{0} of {1} question(s) right"},
    {CourseSays::task_solved, "task solved ({0})"},
    {CourseSays::task_begun, "task begun ({0})"},
    {CourseSays::task_shown, "after a look at our solution"},
    {CourseSays::short_questions, "{0}/{1} right"},
    {CourseSays::short_task_solved, "task solved"},
    {CourseSays::short_task_begun, "task begun"},
    {CourseSays::exported,
     "Progress is in {0}. On another machine: procdemo progress --import {0}"},
    {CourseSays::imported,
     "What {0} knows of {1} lesson(s) was added; nothing that was reached here is lost."},
    {CourseSays::forget, "Forget what was done in '{0}'? (y/n) "},
    {CourseSays::yes, "y"},
    {CourseSays::forgotten, "'{0}' is as new."},
    {CourseSays::kept, "Nothing was forgotten."},
    {CourseSays::unknown_mark, "Nothing is remembered of '{0}'."},
};

}  // namespace

}  // namespace procdemo::cli

namespace procdemo::show {
template <>
Entries<cli::CourseSays> english<cli::CourseSays>() {
  return whole<cli::course_says_en>();
}
}  // namespace procdemo::show
