// Lessons' programs told in Python: which interpreter runs them, what of them is shown and handed
// out, and that their claims hold.
#include <sys/stat.h>

#include <filesystem>

#include "base/files/user_file.h"
#include "catch.h"
#include "cli/desk.h"
#include "lesson/catalogue.h"
#include "lesson/fixture.h"
#include "lesson/variants.h"
#include "machine.h"

namespace procdemo::cli::test {
namespace {

namespace fs = std::filesystem;
using fixture::Folder;

/// A program of that name in the folder, as a shell script.
std::string command_in(const Folder& folder, const std::string& name, const std::string& script) {
  const std::string file = folder.write(name, "#!/bin/sh\n" + script);
  fs::permissions(file, fs::perms::owner_all);
  return file;
}

/// What `procdemo fork --in python` says with this interpreter.
Result fork_with(const std::string& python, const std::map<std::string, std::string>& more = {}) {
  Desk desk = {.environment = more};
  desk.environment["PYTHON"] = python;
  return procdemo({"fork", "--in", "python", "--rounds", "1", "--schedule", "child-first"}, desk);
}

/// The token in what a run said.
std::string token_in(const std::string& out) {
  const std::string before = "--schedule ";
  const std::size_t at = out.find(before) + before.size();
  return out.substr(at, out.find('\n', at) - at);
}

}  // namespace

TEST_CASE("a lesson told in Python is told as in C++, and its token repeats that run") {
  const Result run = fork_with(PYTHON);
  CAPTURE(run.out, run.err);
  CHECK(run.status == 0);
  CHECK_THAT(run.out, contains("fork.py, lines ") && contains("ret = os.fork()"));
  CHECK_THAT(run.out, contains("starts as PID 10000: python3 fork.py 1\n"));
  CHECK_THAT(run.out, contains("P.1      | --1--") && contains("P        | --2--"));
  CHECK_THAT(run.out, contains("✓ It returned twice") && !contains("✗") && !contains("torn"));

  const std::string token = token_in(run.out);
  CHECK_THAT(token, contains("in=python"));
  const Result again = procdemo({"fork", "--schedule", token});
  CAPTURE(again.out, again.err);
  CHECK(again.status == 0);
  CHECK(token_in(again.out) == token);
  const Result other = procdemo({"fork", "--schedule", token, "--in", "cpp"});
  CHECK(other.status == 2);
  CHECK_THAT(other.err, contains("the token has --in python, and cpp was given"));
}

TEST_CASE("what an interpreter reads before its script begins is no step") {
  const Result stepped =
      procdemo({"multi-fork", "--in", "python", "--step", "lines", "--keys", "P q"});
  CAPTURE(stepped.out, stepped.err);
  CHECK(stepped.status == 0);
  CHECK_THAT(stepped.out, contains("calls fork(): makes a process"));
  CHECK_THAT(stepped.out, !contains("reads from") && !contains("decides"));
}

TEST_CASE("an interpreter that is missing, too old, or none at all is told, and what to do") {
  const Folder folder;
  const Result other = procdemo({"fork", "--in", "ruby"});
  CHECK(other.status == 2);
  CHECK_THAT(other.err, contains("--in is one of: cpp, python; not 'ruby'"));

  const std::string old =
      command_in(folder, "old", "echo /usr/bin/old; echo 3.8.18; echo /usr/lib/old");
  const std::string none = command_in(folder, "none", "echo 'no version is set'; exit 1");
  for (const auto& [python, said] : std::vector<std::pair<std::string, std::string>>{
           {folder.path() / "missing", "missing; install python3 (3.9 or later)"},
           {old, "old is Python 3.8.18, and the lessons' programs are for 3.9 and later"},
           {none, "none is of no use as Python"},
           {"/bin/true", "/bin/true is of no use as Python"}}) {
    const Result run = fork_with(python);
    CAPTURE(run.out, run.err);
    CHECK(run.status == 3);
    CHECK(run.out.empty());
    CHECK_THAT(run.err, contains(said) && contains("PYTHON"));
  }
  CHECK_THAT(fork_with(none).err, contains("no version is set"));
  CHECK_THAT(fork_with("", {{"PATH", folder.path()}}).err, contains("there is no Python python3"));
}

TEST_CASE("what a version manager puts into PATH is asked which interpreter it means") {
  const Folder folder;
  command_in(folder, "python3",
             "ls / | cat > /dev/null\nexec " + std::string(PYTHON) + " \"$@\"\n");
  const Result run = fork_with("", {{"PATH", folder.path().string() + ":/usr/bin:/bin"}});
  CAPTURE(run.out, run.err);
  CHECK(run.status == 0);
  CHECK_THAT(run.out, contains("2 processes") && !contains("becomes another program"));
}

TEST_CASE("a program in Python is shown, and is handed out to be run by hand") {
  const Folder parent;
  const Result shown = procdemo({"show", "exit", "--source", "--in", "python"});
  CHECK(shown.status == 0);
  parent.write("exit.py", shown.out);
  CHECK(run_command({PYTHON, "-m", "py_compile", parent.path() / "exit.py"}).status == 0);
  CHECK_THAT(procdemo({"show", "fork", "--in", "python"}).out, contains("  11  ret = os.fork()"));

  const Desk desk = {.folder = parent.path()};
  const Result made = procdemo({"new", "mine", "--from", "multi-fork", "--in", "python"}, desk);
  CAPTURE(made.out, made.err);
  REQUIRE(made.status == 0);
  CHECK_THAT(made.out, contains("mine/multi-fork.py") && contains("python3 multi-fork.py"));
  const Result run = procdemo({"run", "mine", "--schedule", "child-first"}, desk);
  CAPTURE(run.out, run.err);
  CHECK(run.status == 0);
  CHECK_THAT(run.out, contains("python3 multi-fork.py") && !contains("✗"));
  CHECK_THAT(read_user_file(parent.path() / "mine/en.md"),
             contains("$ procdemo run . --in cpp --schedule round-robin"));
}

TEST_CASE("a lesson that is told in C++ alone says so") {
  const Folder parent;
  const std::string demo = fixture::write_lesson(parent);
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"run", demo, "--in", "python"},
        {"explore", demo, "--in=python"},
        {"show", demo, "--in", "python"},
        {"new", parent.path() / "mine", "--from", demo, "--in", "python"}}) {
    const Result run = procdemo(words);
    CAPTURE(words, run.err);
    CHECK(run.status == 2);
    CHECK_THAT(run.err, contains("demo has no program in Python: there is no demo.py"));
  }
  CHECK_FALSE(fs::exists(parent.path() / "mine"));
}

TEST_CASE("a program in Python can be explored, and its orders have tokens") {
  const Result found =
      procdemo({"explore", "fork", "--in", "python", "--rounds", "1", "--limit", "2"});
  CAPTURE(found.out, found.err);
  CHECK(found.status == 0);
  CHECK_THAT(found.out, contains("in=python:files@"));
}

TEST_CASE("without a Python, claims on programs in Python are skipped, and that is said") {
  const Desk desk = {.environment = {{"PYTHON", "/no/python"}}};
  const Result checked = procdemo({"check", "fork", "--no-live"}, desk);
  CAPTURE(checked.out);
  CHECK(checked.status == 3);
  CHECK_THAT(checked.out, contains("there is no Python /no/python") && contains("[--in python]"));
  CHECK(procdemo({"check", "fork", "--no-live", "--in", "cpp"}, desk).status == 0);
}

TEST_CASE("the claims of every lesson hold of its program in Python, in each variant", "[plain]") {
  need_terminals();
  const std::vector<std::string> orders = {"round-robin", "child-first", "parent-first",
                                           "random:1"};
  for (const CatalogueEntry& entry : list_lessons(BUILD "/lessons")) {
    REQUIRE(entry.lesson);
    REQUIRE(entry.lesson->python == entry.name + ".py");
    if (entry.lesson->live_only) continue;
    const std::string order = orders[static_cast<std::size_t>(entry.order) % orders.size()];
    for (const Variant& variant : variants_of(*entry.lesson)) {
      if (!is_python(variant.values)) continue;
      std::vector<std::string> words = {entry.name, "--schedule", order};
      words.insert(words.end(), variant.words.begin(), variant.words.end());
      const Result run = procdemo(words);
      CAPTURE(words, run.out, run.err);
      CHECK(run.status == 0);
    }
  }
}

}  // namespace procdemo::cli::test
