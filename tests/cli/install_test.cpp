// What is installed works where it is put.
#include <unistd.h>

#include "catch.h"
#include "cli/desk.h"
#include "lesson/fixture.h"

namespace procdemo::test {

using Catch::Contains;

TEST_CASE("an installed procdemo finds its lessons, below any folder") {
  if (::access(BUILD "/meson-logs", W_OK) != 0) {
    WARN("only the owner of the build tree can install from it");
    return;
  }
  const fixture::Folder root;
  const std::string place = root.path() / "stage";
  const Result install =
      run_command({MESON, "install", "-C", BUILD, "--no-rebuild", "--destdir", place});
  CAPTURE(install.out, install.err);
  REQUIRE(install.status == 0);

  const Desk staged = {.folder = "/", .program = place + PREFIX "/" BINDIR "/procdemo"};
  CHECK_THAT(procdemo({"list"}, staged).out, Contains("multi-fork"));
  const Result run = procdemo({"pid"}, staged);
  CAPTURE(run.err);
  CHECK(run.status == 0);

  const std::string moved = root.path() / "moved";
  std::filesystem::rename(place, moved);
  const Desk elsewhere = {.folder = "/", .program = moved + PREFIX "/" BINDIR "/procdemo"};
  CHECK_THAT(procdemo({"list"}, elsewhere).out, Contains("multi-fork"));
}

}  // namespace procdemo::test
