// Places: events say in which line of the program's own source they happened.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "observed.h"

using namespace procdemo::engine;

namespace {

How with_lines() {
  How how;
  how.settings.lines = true;
  return how;
}

std::string text_of(const std::optional<SourcePlace>& place) {
  return place ? fmt::format("{}:{}", place->file, place->line) : "none";
}

// The program's lines are the places where they were printed.
void check_lines(const Seen& seen, std::size_t many) {
  const std::vector<Event> lines = all<event::Line>(seen);
  CHECK(lines.size() == many);
  for (const Event& line : lines) CHECK(line.as<event::Line>()->text == text_of(line.place));
}

constexpr std::size_t lines_of_program = 14;

constexpr std::size_t lines_of_script = 13;

// An installed one, or of a version manager.
std::optional<std::string> python_with_frames(int minor) {
  namespace fs = std::filesystem;
  const std::string name = fmt::format("python3.{}", minor);
  std::vector<fs::path> found = {"/usr/bin/" + name, "/usr/local/bin/" + name};
  const char* const home = std::getenv("HOME");
  std::error_code none;
  for (const auto& version :
       fs::directory_iterator(fmt::format("{}/.pyenv/versions", home ? home : ""), none)) {
    found.push_back(version.path() / "bin" / name);
  }
  const auto installed =
      std::ranges::find_if(found, [](const fs::path& path) { return fs::exists(path); });
  return installed == found.end() ? std::nullopt : std::optional(installed->string());
}

bool has_place(const Event& event) {
  return event.place.has_value();
}

}  // namespace

TEST_CASE("a line was printed where the program's own source prints it, however it is compiled") {
  const std::string name = GENERATE("places", "places_optimized", "places_static", "places_no_pie");
  INFO(name);
  const Seen seen = observed({name}, with_lines());
  check_lines(seen, lines_of_program);
  CHECK(seen.outcome.wait_status == WaitStatus::of_exit(0));
}

TEST_CASE("one process at a time, places are the same") {
  How how = ordered();
  how.settings.lines = true;
  check_lines(observed({"places"}, how), lines_of_program);
}

TEST_CASE("another program has places of its own") {
  const Seen seen = observed({"places", "exec"}, with_lines());
  check_lines(seen, lines_of_program);
  CHECK(one<event::Exec>(seen).as<event::Exec>()->argv.size() == 1);
  CHECK(text_of(one<event::Exec>(seen).place) == "places.cpp:89");  // where it was called
}

TEST_CASE("forks, births, waits and ends have places, too") {
  const Seen seen = observed({"places"}, with_lines());
  const std::vector<Event> forks = all<event::Fork>(seen), births = all<event::Start>(seen);
  REQUIRE(forks.size() == 2);
  REQUIRE(births.size() == 3);
  for (std::size_t i = 0; i < forks.size(); ++i) {
    REQUIRE(forks[i].place);
    CHECK(forks[i].place->file == "places.cpp");
    CHECK(births[i + 1].place == forks[i].place);  // the call returns twice
  }
  CHECK(std::ranges::all_of(all<event::Reap>(seen), has_place));
  CHECK(one<event::Exit>(seen, "P.1").place);  // _exit(2); P ends behind its main
}

TEST_CASE("what the C library makes for a program is made where the program asks for it") {
  const std::string name = GENERATE("places", "places_optimized", "places_static", "places_no_pie");
  for (How how : {How(), ordered()}) {
    how.settings.lines = true;
    INFO(name);
    const Seen seen = observed({name, "spawn"}, how);
    const std::vector<Event> forks = all<event::Fork>(seen), lines = all<event::Line>(seen);
    REQUIRE(forks.size() == 4);
    REQUIRE(lines.size() == forks.size());
    for (std::size_t i = 0; i < forks.size(); ++i) {
      CHECK(text_of(forks[i].place) == lines[i].as<event::Line>()->text);
    }
  }
}

TEST_CASE("debug information that lies apart is found, beside the program and under .debug") {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / fmt::format("procdemo-apart-{}", ::getpid());
  const std::string where = GENERATE("", ".debug");
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder / where);
  std::filesystem::copy(program("places"), folder / "places");
  const std::string apart = (folder / where / "places.debug").string();
  const std::string command = fmt::format(
      "cd {} && objcopy --only-keep-debug places {} && objcopy --strip-debug "
      "--add-gnu-debuglink={} places",
      folder.string(), apart, apart);
  if (std::system(command.c_str()) != 0) SKIP_TEST("objcopy does not work here");
  check_lines(observed({(folder / "places").string()}, with_lines()), lines_of_program);

  std::filesystem::remove(apart);
  const Seen stripped = observed({(folder / "places").string()}, with_lines());
  CHECK(std::ranges::none_of(stripped.events, has_place));
  std::filesystem::remove_all(folder);
}

TEST_CASE("a program without debug information has no places, nor has one of the system") {
  for (const char* name : {"static_fork", "/bin/true", "sh"}) {
    INFO(name);
    CHECK(std::ranges::none_of(observed({name}, with_lines()).events, has_place));
  }
}

TEST_CASE("a script's line is told, not the interpreter's or a library's") {
  const int minor = GENERATE(11, 12, 13);
  const auto python = python_with_frames(minor);
  if (!python) SKIP_TEST("no Python 3." + std::to_string(minor) + " here");
  How how = GENERATE(with_lines(), ordered());
  how.settings.lines = true;
  const Seen seen = observed({*python, program("places.py")}, how);
  INFO(*python);
  check_lines(seen, lines_of_script);
  CHECK(seen.outcome.wait_status == WaitStatus::of_exit(0));

  const std::vector<Event> forks = all<event::Fork>(seen), births = all<event::Start>(seen);
  REQUIRE(forks.size() == 2);
  REQUIRE(births.size() == 3);
  for (std::size_t i = 0; i < forks.size(); ++i) CHECK(births[i + 1].place == forks[i].place);
  CHECK(text_of(one<event::Thread>(seen).place) == "places.py:46");
  CHECK(text_of(one<event::Exit>(seen, "P.1").place) == "places.py:58");
  CHECK_FALSE(one<event::Exit>(seen, "P").place);  // behind its last line
}

TEST_CASE("of a Python whose frames are not known it is said, once, that lines are not to be had") {
  const auto python = python_with_frames(10);
  if (!python) SKIP_TEST("no Python 3.10 here");
  const Seen seen = observed({*python, program("places.py")}, with_lines());
  CHECK(std::ranges::none_of(seen.events, has_place));
  CHECK(one<event::Note>(seen).as<event::Note>()->note == "python-lines");
}

TEST_CASE("a thread is made where its program makes it") {
  CHECK(one<event::Thread>(observed({"places"}, with_lines())).place->line == 46);
}

TEST_CASE("a deadlock says in which lines it is waited, whether lines are wanted or not") {
  const Seen seen = observed({"homework_pipe_end"}, ordered());
  const Event told = one<event::Deadlock>(seen);
  const auto& deadlock = *told.as<event::Deadlock>();
  REQUIRE(deadlock.places);
  CHECK(*deadlock.places == std::vector<std::string>{"pipe_end.cpp:21", "pipe_end.cpp:13"});
}

TEST_CASE("where nobody wants places, there are none") {
  CHECK(std::ranges::none_of(observed({"places"}).events, has_place));
}
