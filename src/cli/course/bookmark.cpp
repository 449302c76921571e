#include "cli/course/bookmark.h"

#include <algorithm>

namespace procdemo::cli {

LessonMarks Bookmark::marks() const {
  const Progress progress = file_.read();
  const auto marks = progress.lessons.find(lesson_);
  return marks == progress.lessons.end() ? LessonMarks() : marks->second;
}

std::string Bookmark::place() const {
  return marks().place;
}

bool Bookmark::has_solved_task() const {
  const LessonMarks known = marks();
  return known.task && known.task->solved;
}

void Bookmark::put(const PathPlace& place) {
  file_.change([&](Progress& progress) {
    progress.lessons[lesson_].place = text_of(place);
    progress.at = lesson_;
  });
}

void Bookmark::take_out(const std::string& next) {
  file_.change([&](Progress& progress) {
    LessonMarks& marks = progress.lessons[lesson_];
    marks.done = true;
    marks.place.clear();
    progress.at = next;
  });
}

void Bookmark::note_hints(int hints) {
  file_.change([&](Progress& progress) {
    auto& mark = progress.lessons[lesson_].task;
    if (!mark) mark.emplace();
    mark->hints = std::max(mark->hints, hints);
  });
}

}  // namespace procdemo::cli
