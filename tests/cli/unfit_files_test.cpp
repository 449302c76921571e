// Pipes, devices and sockets where procdemo reads or writes a file of the user's: a sentence at
// once, and status 2.
#include <sys/stat.h>

#include <filesystem>

#include "catch.h"
#include "cli/desk.h"
#include "lesson/fixture.h"

namespace procdemo::cli::test {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

/// A folder with a pipe that nobody writes to or reads, a link to it, and one to /dev/zero.
class Oddities {
 public:
  Oddities() {
    folder_.write("nothing", "");
    ::mkfifo(path("pipe.md").c_str(), 0600);
    fs::create_symlink("pipe.md", path("link.md"));
    fs::create_symlink("/dev/zero", path("zero.md"));
    folder_.write("large.md", std::string((16 << 20) + 1, ' '));
  }
  std::string path(const std::string& name) const { return folder_.path() / name; }

 private:
  fixture::Folder folder_;
};

void check_refused(const Words& words, const std::string& file, const std::string& what) {
  const Result result = procdemo(words);
  CAPTURE(words, result.out, result.err);
  CHECK(result.status == 2);
  CHECK_THAT(result.err, contains(file));
  CHECK_THAT(result.err, contains(what));
}

}  // namespace

TEST_CASE("a page, claims or a trace that is no file is refused with a sentence") {
  const Oddities odd;
  const std::vector<std::pair<std::string, std::string>> files = {
      {"pipe.md", "is a pipe"}, {"link.md", "is a pipe"}, {"zero.md", "is a device"}};
  for (const auto& [name, what] : files) {
    const std::string file = odd.path(name);
    check_refused({"check", file}, name, what);
    check_refused({"watch", "--claims", file, "--", "true"}, name, what);
    check_refused({"replay", file}, name, what);
  }
  check_refused({"check", odd.path("large.md")}, "large.md", "at most 16 MiB");
  check_refused({"watch", "--claims", odd.path("large.md"), "--", "true"}, "large.md",
                "at most 16 MiB");
}

TEST_CASE("the refusal is said in Chinese, too") {
  const Oddities odd;
  const Result result = procdemo({"replay", odd.path("pipe.md"), "--lang", "zh"});
  CHECK(result.status == 2);
  CHECK_THAT(result.err, contains("是管道，不是文件"));
}

TEST_CASE("a lesson whose lesson.toml or program is no file is refused") {
  const fixture::Folder parent;
  const std::string folder = fixture::write_lesson(parent, "01-demo", fixture::good_toml);
  const std::string program = folder + "/demo.cpp";
  fs::remove(program);
  fs::create_symlink("/dev/zero", program);
  const Result source = procdemo({"run", folder});
  CAPTURE(source.err);
  CHECK(source.status == 2);

  const std::string toml = folder + "/lesson.toml";
  fs::remove(toml);
  ::mkfifo(toml.c_str(), 0600);
  const Result result = procdemo({"run", folder});
  CAPTURE(result.err);
  CHECK(result.status == 2);
}

TEST_CASE("a pipe that nobody reads takes no recording and no report") {
  const Oddities odd;
  const std::string pipe = odd.path("pipe.md");
  check_refused({"fork", "--rounds", "1", "--record", pipe}, "pipe.md", "nobody reads");
  check_refused({"check", "fork", "--report", "tap", "--output", pipe}, "pipe.md", "nobody reads");
}

TEST_CASE("a trace may come by a pipe that is open already") {
  const Result result = run_command(
      {"bash", "-c",
       "\"$1\" fork --rounds 1 --schedule parent-first --record /proc/self/fd/2 2>&1 >/dev/null | "
       "\"$1\" replay -",
       "bash", procdemo_path()});
  CAPTURE(result.out, result.err);
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("--1--"));
}

}  // namespace procdemo::cli::test
