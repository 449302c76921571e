// What shells complete, asked as they ask; and the man page, read by those who read it.
#include <filesystem>

#include "catch.h"
#include "cli/desk.h"
#include "lesson/fixture.h"

namespace procdemo::cli::test {
namespace {

const std::string installed = SOURCES "/src/cli/install/";

/// A folder with what files are completed to.
class Place {
 public:
  Place() {
    folder_.write("run.jsonl", "");
    std::filesystem::create_directory(folder_.path() / "my-lesson");
  }

  /// The lines that a shell's script prints, sorted: shells list in orders of their own.
  std::vector<std::string> lines(const std::string& shell, const std::string& script) const {
    const Result result = run_command({shell, "-c", script}, {.folder = folder_.path()});
    CAPTURE(script, result.out, result.err);
    CHECK(result.err.empty());
    std::vector<std::string> lines = lines_of(result.out);
    std::ranges::sort(lines);
    return lines;
  }

 private:
  fixture::Folder folder_;
};

void need(const std::string& program) {
  if (run_command({"sh", "-c", "command -v " + program}).status != 0) {
    SKIP_TEST(program + " is not installed");
  }
}

/// As bash calls the function, with the words that it has made of the line.
std::vector<std::string> bash(const Place& place, const std::string& words) {
  return place.lines("bash", "source " + installed + "procdemo.bash; COMP_WORDS=(" +
                                 procdemo_path() + " " + words +
                                 "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _procdemo; "
                                 "printf '%s\\n' \"${COMPREPLY[@]}\"");
}

std::vector<std::string> fish(const Place& place, const std::string& words) {
  std::vector<std::string> lines =
      place.lines("fish", "set -x HOME $PWD; source " + installed + "procdemo.fish; complete -C '" +
                              procdemo_path() + " " + words + "'");
  for (std::string& line : lines) line = line.substr(0, line.find('\t'));
  return lines;
}

/// The shell's own functions only tell that they are called.
std::vector<std::string> zsh(const Place& place, const std::string& words) {
  return place.lines("zsh",
                     "_describe() { print -l -- ${${(@P)2}%%:*} }; _files() { print files $@ }; "
                     "_command_names() { print commands }; fpath=(" +
                         installed + " $fpath); autoload -Uz _procdemo; words=(" + procdemo_path() +
                         " " + words + "); CURRENT=$#words; _procdemo");
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("bash completes lessons, options, values and files") {
  need("bash");
  const Place place;
  CHECK(bash(place, "fork") == Lines{"fork", "fork-bomb"});
  CHECK(bash(place, "li") == Lines{"list"});
  CHECK(bash(place, "list --") == Lines{"--help", "--json", "--lang"});
  CHECK(bash(place, "fork --ro") == Lines{"--rounds"});
  CHECK(bash(place, "exit --variant ''") == Lines{"orphan", "zombie"});
  CHECK(bash(place, "fork --lang = z") == Lines{"zh"});
  CHECK(bash(place, "fork --lang =") == Lines{"en", "zh"});
  CHECK(bash(place, "replay run") == Lines{"run.jsonl"});
  CHECK(bash(place, "run ''") == Lines{"my-lesson"});
  CHECK(bash(place, "watch -- ls ru") == Lines{"run.jsonl"});
  CHECK(bash(place, "no-such-lesson --") == Lines{""});
}

TEST_CASE("fish completes the same") {
  need("fish");
  const Place place;
  CHECK(fish(place, "fork") == Lines{"fork", "fork-bomb"});
  CHECK(fish(place, "list --") == Lines{"--help", "--json", "--lang"});
  CHECK(fish(place, "fork --lang=z") == Lines{"--lang=zh"});
  CHECK(fish(place, "replay run") == Lines{"run.jsonl"});
  CHECK(fish(place, "run my") == Lines{"my-lesson/"});
}

TEST_CASE("zsh completes the same") {
  need("zsh");
  const Place place;
  CHECK(zsh(place, "fork") == Lines{"fork", "fork-bomb"});
  CHECK(zsh(place, "list --") == Lines{"--help", "--json", "--lang"});
  CHECK(zsh(place, "fork --lang=z") == Lines{"--lang=zh"});
  CHECK(zsh(place, "replay ''") == Lines{"files"});
  CHECK(zsh(place, "run ''") == Lines{"files -/"});
  CHECK(zsh(place, "watch -- l") == Lines{"commands"});
}

TEST_CASE("a candidate comes with what it is for, in the user's language") {
  CHECK(procdemo({"complete", "list", "--js"}).out == "nothing\n--json\tas JSON\n");
  const Result chinese =
      procdemo({"complete", "list", "--js"}, {.environment = {{"LANG", "zh_CN.UTF-8"}}});
  CHECK(chinese.out == "nothing\n--json\t以 JSON 输出\n");
}

TEST_CASE("the man page tells every command and option, and has no mistake of roff") {
  for (const std::string language : {"en", "zh"}) {
    const Result page = procdemo({"man-page", "--lang", language});
    CHECK(page.status == 0);
    for (const char* part : {"procdemo doctor", "\\-\\-schedule ORDER", "\\-\\-claims FILE"}) {
      CHECK_THAT(page.out, contains(part));
    }
    need("groff");
    const fixture::Folder folder;
    const Result read = run_command(
        {"groff", "-ww", "-K", "utf8", "-T", "utf8", "-man", folder.write("procdemo.1", page.out)});
    CHECK(read.status == 0);
    CHECK(read.err.empty());
    CHECK_THAT(read.out, contains("PROCDEMO"));
  }
}

TEST_CASE("what is for shells and the build is in nobody's help") {
  const Result help = procdemo({"--help"});
  CHECK_THAT(help.out, !contains("man-page"));
  CHECK_THAT(procdemo({"complete", ""}).out, !contains("man-page"));
}

}  // namespace procdemo::cli::test
