#include "course/progress_file.h"

#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/child.h"
#include "base/fd.h"
#include "catch.h"
#include "own_folder.h"

namespace procdemo::course {
namespace {

namespace fs = std::filesystem;

void mark(ProgressFile& file, const std::string& lesson) {
  file.change([&](Progress& progress) { progress.lessons[lesson].done = true; });
}

int numbered_files(const std::string& folder) {
  int files = 0;
  for (const auto& entry : fs::directory_iterator(folder)) files += entry.path().has_filename();
  return files;
}

}  // namespace

TEST_CASE("what was marked is there for the next procdemo") {
  const OwnFolder folder;
  ProgressFile file(folder.at("new"));
  CHECK(file.read() == Progress{});
  mark(file, "fork");
  CHECK(ProgressFile(folder.at("new")).read().lessons.at("fork").done);
  CHECK(file.take_troubles().empty());
}

TEST_CASE("two at once do not lose each other's marks") {
  constexpr int each = 20;
  const OwnFolder folder;
  std::vector<Child> writers;
  for (const std::string name : {"a", "b"}) {
    writers.push_back(Child::run(kill_at_once, [&] {
      ProgressFile file(folder.path());
      for (int i = 0; i < each; ++i) mark(file, name + std::to_string(i));
      return file.take_troubles().empty() ? 0 : 1;
    }));
  }
  for (Child& writer : writers) CHECK(writer.wait()->shell_status() == 0);
  CHECK(ProgressFile(folder.path()).read().lessons.size() == 2 * each);
}

TEST_CASE("whoever is killed while writing leaves the file whole") {
  const OwnFolder folder;
  for (std::size_t so_many = 1; so_many < 12; ++so_many) {
    const Child writer = Child::run(kill_at_once, [&] {
      ProgressFile file(folder.path());
      for (int i = 0;; ++i) mark(file, std::to_string(so_many) + "-" + std::to_string(i));
      return 0;
    });
    ProgressFile seen(folder.path());
    const std::size_t before = seen.read().lessons.size();
    while (seen.read().lessons.size() < before + so_many) continue;
    CHECK(seen.take_troubles().empty());
  }  // killed here
  ProgressFile file(folder.path());
  mark(file, "after");
  CHECK(file.read().lessons.contains("after"));
  CHECK(file.take_troubles().empty());
  CHECK(numbered_files(folder.path()) <= 2 + 11);  // a name for a moment, once for each killed
}

TEST_CASE("a damaged file is kept aside, that is said, and it begins anew") {
  const OwnFolder folder;
  for (const std::string text : {"{", "", "\x01\xff", R"({"version": 1, "lessons": 3})"}) {
    folder.write("progress.json", text);
    ProgressFile file(folder.path());
    CHECK(file.read() == Progress{});
    const auto troubles = file.take_troubles();
    REQUIRE(troubles.size() == 1);
    CHECK(troubles[0].is(CourseProblem::progress_damaged));
    CHECK(read_file(troubles[0].args().at(2)) == text);
    mark(file, "fork");
    CHECK(file.take_troubles().empty());
  }
}

TEST_CASE("the file of a newer procdemo stays as it is") {
  const OwnFolder folder;
  const std::string text = R"({"version": 2, "pages": []})";
  folder.write("progress.json", text);
  ProgressFile file(folder.path());
  mark(file, "fork");
  mark(file, "pid");
  CHECK(file.read().lessons.size() == 2);  // for now
  const auto troubles = file.take_troubles();
  REQUIRE(troubles.size() == 1);
  CHECK(troubles[0].is(CourseProblem::progress_newer));
  CHECK(read_file(folder.at("progress.json")) == text);
}

TEST_CASE("where there is no place for it, marks last until the end, and that is said once") {
  const OwnFolder folder;
  folder.write("file", "");
  for (const std::string& place : {folder.at("file") + "/below", std::string()}) {
    ProgressFile file(place);
    mark(file, "fork");
    mark(file, "pid");
    CHECK(file.read().lessons.size() == 2);
    const auto troubles = file.take_troubles();
    REQUIRE(troubles.size() == 1);
    CHECK(troubles[0].is(CourseProblem::progress_unkept));
  }
}

TEST_CASE("a full disk leaves the file as it was") {
  const OwnFolder folder;
  ProgressFile first(folder.path());
  mark(first, "fork");
  const std::string before = read_file(first.path());
  Child full = Child::run(kill_at_once, [&] {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit none = {10, 10};  // bytes
    ::setrlimit(RLIMIT_FSIZE, &none);
    ProgressFile file(folder.path());
    mark(file, "pid");
    const bool told = file.take_troubles().size() == 1;
    return told && file.read().lessons.size() == 2 ? 0 : 1;
  });
  CHECK(full.wait()->shell_status() == 0);
  CHECK(read_file(first.path()) == before);
  CHECK(numbered_files(folder.path()) == 2);
}

TEST_CASE("progress is where the environment says, and nowhere where it says nothing") {
  const auto folder_with = [](const char* state, const char* home) {
    Pipe pipe = Pipe::make();
    Child child = Child::run(kill_at_once, [&] {
      state ? ::setenv("XDG_STATE_HOME", state, 1) : ::unsetenv("XDG_STATE_HOME");
      home ? ::setenv("HOME", home, 1) : ::unsetenv("HOME");
      write_all(pipe.write_end.get(), progress_folder() + "\n");
      return 0;
    });
    child.wait();
    std::string text(1000, 0);
    text.resize(static_cast<std::size_t>(::read(pipe.read_end.get(), text.data(), text.size())));
    return text;
  };
  CHECK(folder_with("/s", "/h") == "/s/procdemo\n");
  CHECK(folder_with("relative", "/h") == "/h/.local/state/procdemo\n");
  CHECK(folder_with(nullptr, "/h") == "/h/.local/state/procdemo\n");
  CHECK(folder_with("", nullptr) == "\n");
}

}  // namespace procdemo::course
