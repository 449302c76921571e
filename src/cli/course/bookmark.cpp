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

std::size_t Bookmark::hints() const {
  const LessonMarks known = marks();
  return static_cast<std::size_t>(known.task ? std::max(known.task->hints, 0) : 0);
}

void Bookmark::note_hints(std::size_t hints) {
  file_.change([&](Progress& progress) {
    auto& mark = progress.lessons[lesson_].task;
    if (!mark) mark.emplace();
    mark->hints = std::max(mark->hints, static_cast<int>(hints));
  });
}

}  // namespace procdemo::cli
