// Who may include whom: the rooms of src/ look in one direction.
#include <map>
#include <optional>
#include <set>

#include "catch.h"
#include "structure/source.h"

using namespace procdemo::structure;

namespace {

// What a room may include beside itself: of the rooms before it, those that it builds upon.
const std::map<std::string, std::set<std::string>> may_include = {
    {"base", {}},
    {"multiprocess", {"base"}},
    {"trace", {"base"}},
    {"findings", {"base", "trace"}},
    {"claims", {"base", "trace"}},
    {"lesson", {"base", "trace", "findings", "claims"}},
    {"schedule", {"base", "trace"}},
    {"world", {"base", "trace"}},
    {"tracee", {"base", "trace"}},
    {"run", {"base", "trace", "findings", "schedule", "world", "tracee"}},
    {"syscalls", {"base", "trace", "findings", "schedule", "world", "tracee", "run"}},
    {"engine", {"base", "trace", "findings", "schedule", "world", "tracee", "run", "syscalls"}},
    {"session",
     {"base", "trace", "findings", "claims", "lesson", "schedule", "world", "tracee", "run",
      "engine"}},
    {"explore", {"base", "trace", "claims", "schedule", "world", "session"}},
    {"show", {"base", "trace", "findings"}},
    {"course", {"base", "trace", "findings", "claims", "lesson"}},
    {"replays", {"base", "trace", "claims", "lesson"}},
    {"questions", {"base", "trace", "claims", "lesson", "schedule", "session", "explore", "show"}},
    {"faces", {"base", "trace", "world", "session", "show"}},
    {"cli",
     {"base", "trace", "findings", "claims", "lesson", "schedule", "world", "tracee", "run",
      "syscalls", "engine", "session", "explore", "show", "course", "replays", "questions",
      "faces"}},
};

// What is wrong with `include` in a file of `room`, if anything is.
std::optional<std::string> mistake(const std::string& room, const Include& include) {
  if (!include.quoted) return {};
  const auto rule = may_include.find(room);
  if (rule == may_include.end()) return "a room that the design does not have";
  const std::string other = room_of(include.file);
  if (other == room || rule->second.contains(other)) return {};
  if (!may_include.contains(other)) return "no room of ours: write it from src/, or in <>";
  return room + " may not include " + other;
}

// Lessons have nothing but multiprocess/, headers of their own, C++ and the system: libraries of
// others live in folders, the system's in these.
std::optional<std::string> lesson_mistake(const Include& include) {
  const bool beside = include.quoted && include.file.find('/') == std::string::npos;
  if (beside) return {};  // a header in the lesson's own folder: the compiler finds no other
  static const std::set<std::string> system_folders = {"arpa", "asm",     "linux",
                                                       "net",  "netinet", "sys"};
  static const std::set<std::string> other_libraries = {"gelf.h", "libelf.h", "md4c.h"};
  const std::string room = room_of(include.file);
  if (include.quoted)
    return room == "multiprocess" ? std::nullopt
                                  : std::optional("only multiprocess/ is for lessons");
  const bool in_folder = include.file.find('/') != std::string::npos;
  if ((in_folder && !system_folders.contains(room)) || other_libraries.contains(include.file))
    return "neither C++'s nor the system's";
  return {};
}

}  // namespace

TEST_CASE("the rooms of src/ include each other in the direction of the design") {
  const std::vector<Source> files = sources("src", code_files);
  CHECK(files.size() > 10);
  for (const Source& file : files) {
    for (const Include& include : includes(file.text)) {
      INFO(file.path << " includes " << include.file << ": "
                     << mistake(room_of(file.path), include).value_or("fine"));
      CHECK_FALSE(mistake(room_of(file.path), include));
    }
  }
}

TEST_CASE("lessons include multiprocess/ and the standard and system libraries alone") {
  const std::vector<Source> files = sources("lessons", code_files);
  CHECK(files.size() >= 7);
  for (const Source& file : files) {
    for (const Include& include : includes(file.text)) {
      INFO(file.path << " includes " << include.file);
      CHECK_FALSE(lesson_mistake(include));
    }
  }
}

TEST_CASE("every room of src/ is one of the design") {
  for (const auto& entry : std::filesystem::directory_iterator(root() / "src")) {
    if (!entry.is_directory()) continue;
    INFO("src/" << entry.path().filename().string());
    CHECK(may_include.contains(entry.path().filename().string()));
  }
}

TEST_CASE("an include against the direction is found") {
  CHECK(mistake("trace", {"engine/engine.h", true}));
  CHECK(mistake("show", {"claims/claim.h", true}));
  CHECK(mistake("schedule", {"engine/engine.h", true}));
  CHECK(mistake("base", {"event.h", true}));
  CHECK(mistake("helpers", {"base/fd.h", true}));
  CHECK_FALSE(mistake("engine", {"schedule/schedule.h", true}));
  CHECK_FALSE(mistake("base", {"sys/user.h", false}));
  CHECK(lesson_mistake({"base/fd.h", true}));
  CHECK(lesson_mistake({"fmt/format.h", false}));
  CHECK(lesson_mistake({"libelf.h", false}));
  CHECK_FALSE(lesson_mistake({"sys/wait.h", false}));
  CHECK_FALSE(lesson_mistake({"multiprocess/process.h", true}));
}

TEST_CASE("includes are found in every way to write them, and not in comments") {
  const std::vector<Include> found =
      includes("#include \"base/fd.h\"\n  # include <sys/user.h>\n// #include \"cli/main.h\"\n");
  REQUIRE(found.size() == 2);
  CHECK((found[0].file == "base/fd.h" && found[0].quoted));
  CHECK((found[1].file == "sys/user.h" && !found[1].quoted));
}
