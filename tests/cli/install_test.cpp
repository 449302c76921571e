// What is installed works where it is put.
#include <unistd.h>

#include <filesystem>

#include "catch.h"
#include "cli/desk.h"
#include "lesson/fixture.h"

namespace procdemo::cli::test {

namespace {

namespace fs = std::filesystem;

const std::string program_with_queue = R"(#include <cstdio>

#include "multiprocess/queue.h"

int g_num = 100;

int main() {
  multiprocess::Queue<int> rounds(3);
  for (int round = 1; round <= 3; ++round) rounds.put(round);
  while (!rounds.empty()) std::printf("round %d\n", rounds.get());
  return 0;
}
)";

}  // namespace

TEST_CASE("an installed procdemo finds its lessons and its library, below any folder") {
  if (::access(BUILD "/meson-logs", W_OK) != 0)
    SKIP_TEST("only the owner of the build tree can install from it");
  const fixture::Folder root;
  const std::string place = root.path() / "stage";
  const Result install =
      run_command({MESON, "install", "-C", BUILD, "--no-rebuild", "--destdir", place});
  CAPTURE(install.out, install.err);
  REQUIRE(install.status == 0);

  const Desk staged = {.folder = "/", .program = place + PREFIX "/" BINDIR "/procdemo"};
  CHECK_THAT(procdemo({"list"}, staged).out, contains("multi-fork"));
  const Result run = procdemo({"pid"}, staged);
  CAPTURE(run.err);
  CHECK(run.status == 0);

  const fs::path root_of_it = place + PREFIX;
  for (const char* file :
       {MANDIR "/man1/procdemo.1", MANDIR "/zh_CN/man1/procdemo.1",
        DATADIR "/bash-completion/completions/procdemo", DATADIR "/zsh/site-functions/_procdemo",
        DATADIR "/fish/vendor_completions.d/procdemo.fish"}) {
    INFO(file);
    CHECK(fs::file_size(root_of_it / file) > 0);
  }

  // A teacher's lesson is compiled with the library that was installed.
  const fixture::Folder cache;
  const std::string lesson = fixture::write_lesson(root);
  root.write("01-demo/demo.cpp", program_with_queue);
  Desk teacher = staged;
  teacher.environment["XDG_CACHE_HOME"] = cache.path();
  const Result taught = procdemo({"run", lesson}, teacher);
  CAPTURE(taught.out, taught.err);
  CHECK(taught.status == 0);
  CHECK_THAT(taught.out, contains("puts 1 into queue-1 (item 1)"));

  const std::string moved = root.path() / "moved";
  fs::rename(place, moved);
  const Desk elsewhere = {.folder = "/", .program = moved + PREFIX "/" BINDIR "/procdemo"};
  CHECK_THAT(procdemo({"list"}, elsewhere).out, contains("multi-fork"));
}

}  // namespace procdemo::cli::test
