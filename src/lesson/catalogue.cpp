#include "lesson/catalogue.h"

#include <sys/auxv.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <system_error>
#include <tuple>

#include "base/text/nearest.h"
#include "base/text/number_in.h"
#include "lesson/problems.h"

namespace procdemo::lesson {

namespace {

namespace fs = std::filesystem;

constexpr int no_number = 1'000'000;

// "04-fork" is number 4 and named "fork".
CatalogueEntry entry_of(const fs::path& folder) {
  CatalogueEntry entry;
  entry.folder = folder;
  entry.id = entry.name = folder.filename().string();
  entry.order = no_number;
  const char* end = entry.id.data() + entry.id.size();
  const auto [stop, error] = std::from_chars(entry.id.data(), end, entry.order);
  if (error == std::errc{} && stop != end && *stop == '-') entry.name = std::string(stop + 1, end);
  return entry;
}

// In order, each read when it is first asked for: running one lesson does not need the others. They
// are kept, because `check` runs its commands in children of the process that has read them.
std::vector<CatalogueEntry>& catalogue_of(const fs::path& lessons) {
  static std::map<fs::path, std::vector<CatalogueEntry>> known;
  std::vector<CatalogueEntry>& entries = known[lessons];
  if (!entries.empty()) return entries;
  for (const auto& folder : fs::directory_iterator(lessons)) {
    std::error_code closed;  // a folder that this user must not look into is no lesson
    if (fs::is_regular_file(folder.path() / "lesson.toml", closed)) {
      entries.push_back(entry_of(folder.path()));
    }
  }
  std::ranges::sort(entries, {}, [](const auto& entry) { return std::tie(entry.order, entry.id); });
  return entries;
}

void read(CatalogueEntry& entry) {
  if (entry.lesson) return;
  try {
    entry.lesson = load_lesson(entry.folder);
  } catch (const Problem& problem) {
    entry.problem = problem;
  } catch (const std::system_error& unreadable) {
    entry.problem = Problem(Status::usage, LessonProblem::page_unreadable,
                            {entry.folder.string(), unreadable.code().message()});
  }
}

bool is_called(const CatalogueEntry& entry, const std::string& wanted) {
  return wanted == entry.name || wanted == entry.id || number_in<int>(wanted) == entry.order;
}

// Without /proc, what it was executed as (getauxval(3)).
fs::path own_file() {
  std::error_code no_proc;
  const fs::path file = fs::read_symlink("/proc/self/exe", no_proc);
  return no_proc ? fs::absolute(reinterpret_cast<const char*>(::getauxval(AT_EXECFN))) : file;
}

}  // namespace

fs::path lessons_folder() {
  const fs::path bin = own_file().parent_path();
  const fs::path built = bin / "lessons";
  const fs::path installed = (bin / PROCDEMO_LESSONS_FROM_BIN).lexically_normal();
  for (const fs::path& folder : {built, installed}) {
    std::error_code closed;
    if (fs::is_directory(folder, closed)) return folder;
  }
  throw Problem(Status::usage, LessonProblem::no_lessons,
                {built.string() + ", " + installed.string()});
}

std::vector<CatalogueEntry> list_lessons(const fs::path& lessons) {
  std::vector<CatalogueEntry>& entries = catalogue_of(lessons);
  std::ranges::for_each(entries, read);
  return entries;
}

Lesson find_lesson(const fs::path& lessons, const std::string& wanted) {
  std::vector<std::string> names;
  for (CatalogueEntry& entry : catalogue_of(lessons)) {
    if (is_called(entry, wanted)) {
      if (!entry.lesson) entry.lesson = load_lesson(entry.folder);
      return *entry.lesson;
    }
    names.push_back(entry.name);
  }
  if (const auto near = nearest(wanted, names)) {
    throw Problem(Status::usage, LessonProblem::unknown_nearest, {wanted, *near});
  }
  throw Problem(Status::usage, LessonProblem::unknown, {wanted});
}

bool is_own(const Lesson& lesson) {
  return lesson.folder.parent_path() == lessons_folder();
}

bool names_folder(const std::string& word) {
  return word.find('/') != word.npos || word == "." || word == "..";
}

Lesson lesson_named(const std::string& word) {
  return names_folder(word) ? load_lesson(word) : find_lesson(lessons_folder(), word);
}

}  // namespace procdemo::lesson
