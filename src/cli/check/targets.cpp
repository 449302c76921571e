#include "cli/check/targets.h"

#include <algorithm>
#include <cstddef>

#include "base/problem.h"
#include "cli/check/lesson_check.h"
#include "cli/check/page_check.h"
#include "cli/check/question_check.h"
#include "cli/problems.h"
#include "lesson/catalogue.h"

namespace procdemo::cli {
namespace {

namespace fs = std::filesystem;

bool is_own(const std::string& name) try {
  find_lesson(lessons_folder(), name);
  return true;
} catch (const Problem&) {
  return false;
}

bool is_lesson(const fs::path& folder) {
  return fs::is_regular_file(folder / "lesson.toml");
}

class Targets {
 public:
  explicit Targets(const CheckSettings& settings) : settings_(settings) {}

  CheckUnits take() { return std::move(units_); }

  /// One of procdemo's own lessons, whose program is built already.
  void add_own(Lesson lesson) {
    const fs::path folder = lesson.folder;
    const std::string id = lesson.id;
    const Words call = {lesson.name};
    add_claims(std::move(lesson), call);
    add_pages(folder, id + "/");
  }

  void add(const std::string& word) {
    const std::size_t before = units_.size();
    if (word.ends_with(".md") || fs::is_regular_file(word)) {
      add_page(word, word);
      expect_any(before, CommandProblem::page_unchecked, word);
    } else if (fs::is_directory(word) && (names_folder(word) || !is_own(word))) {
      add_folder(word);
      if (!is_lesson(word)) expect_any(before, CommandProblem::folder_unchecked, word);
    } else {
      add_own(find_lesson(lessons_folder(), word));
    }
  }

 private:
  /// A check that checked nothing of what it was given must not look like one that passed.
  void expect_any(std::size_t first, CommandProblem otherwise, const std::string& word) const {
    const auto begin = units_.begin() + static_cast<std::ptrdiff_t>(first);
    const auto is_empty = [](const auto& unit) { return unit->is_empty(); };
    if (std::all_of(begin, units_.end(), is_empty)) throw Problem(Status::usage, otherwise, {word});
  }

  void add_page(const fs::path& file, const std::string& name) {
    units_.push_back(check_of_page(file, name, settings_));
    auto questions = check_of_page_questions(file, name, settings_);
    if (!questions->is_empty() && !settings_.update) units_.push_back(std::move(questions));
  }

  void add_pages(const fs::path& folder, const std::string& prefix) {
    for (const char* page : {"en.md", "zh.md"}) add_page(folder / page, prefix + page);
  }

  /// Rewriting asks for no claim.
  void add_claims(Lesson lesson, const Words& call) {
    if (!lesson.questions.empty()) {
      units_.push_back(check_of_questions(lesson, call, settings_));
    }
    if (settings_.update) return;
    units_.push_back(check_of_lesson(std::move(lesson), call, settings_));
  }

  void add_folder(const fs::path& folder) {
    if (is_lesson(folder)) return add_lesson_folder(folder);
    std::vector<fs::path> inside;
    for (const auto& entry : fs::directory_iterator(folder)) inside.push_back(entry.path());
    std::ranges::sort(inside);
    for (const fs::path& path : inside) {
      if (path.filename().string().starts_with(".")) continue;
      if (fs::is_directory(path) && !fs::is_symlink(path)) add_folder(path);
      if (fs::is_regular_file(path) && path.extension() == ".md") add_page(path, path.string());
    }
  }

  void add_lesson_folder(const fs::path& folder) {
    Lesson lesson = load_lesson(folder);
    const std::string prefix = (lesson.folder / "").string();
    add_claims(std::move(lesson), {"run", fs::absolute(folder).string()});
    add_pages(folder, prefix);
  }

  CheckSettings settings_;
  CheckUnits units_;
};

}  // namespace

CheckUnits check_targets(const Words& words, const CheckSettings& settings) {
  Targets targets(settings);
  for (const std::string& word : words) targets.add(word);
  if (!words.empty()) return targets.take();
  for (CatalogueEntry& entry : list_lessons(lessons_folder())) {
    if (!entry.lesson) throw Problem(*entry.problem);
    targets.add_own(*std::move(entry.lesson));
  }
  return targets.take();
}

}  // namespace procdemo::cli
