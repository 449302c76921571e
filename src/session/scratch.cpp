#include "session/scratch.h"

#include <random>
#include <system_error>

#include "base/files/temporary.h"
#include "base/text/scratch_name.h"

namespace procdemo::session {

// The janitor makes no folder that is there already: then another name is tried.
const std::filesystem::path& Scratch::folder() {
  if (janitor_) return folder_;
  janitor_.emplace();
  std::random_device random;
  while (true) {
    folder_ = temporary_folder() / scratch_name(random());
    try {
      janitor_->make_folder(folder_.string());
      return folder_;
    } catch (const std::system_error& error) {
      if (error.code() != std::errc::file_exists) throw;
    }
  }
}

void Scratch::fill(const Lesson& lesson, const std::set<std::string>& given, OptionValues& values) {
  for (const LessonOption& option : lesson.options) {
    const bool asks = option.initial.starts_with(scratch_mark) && !given.contains(option.name);
    std::string& value = values.at(option.name);
    if (!asks || value != option.initial) continue;
    value = folder().string() + value.substr(scratch_mark.size());
  }
}

void Scratch::empty() const {
  if (!janitor_) return;
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    std::filesystem::remove_all(entry.path());
  }
}

}  // namespace procdemo::session
