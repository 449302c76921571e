#include "base/exec.h"

#include <algorithm>

#include "base/child.h"
#include "catch.h"

using namespace procdemo::base;

namespace {

std::optional<int> failure_of(const std::string& path) {
  ExecFailure failure;
  const std::vector<std::string> words = {path};
  const std::vector<char*> argv = pointers(words);
  Child child = Child::run(kill_at_once, [&] {
    ::execv(path.c_str(), argv.data());
    failure.tell(errno);
    return 127;
  });
  failure.only_listen();
  child.wait();
  return failure.error();
}

}  // namespace

TEST_CASE("pointers to texts end with none") {
  const std::vector<std::string> words = {"echo", "", "x y"};
  const std::vector<char*> all = pointers(words);
  REQUIRE(all.size() == 4);
  CHECK(std::equal(words.begin(), words.end(), all.begin()));
  CHECK(all.back() == nullptr);
}

TEST_CASE("a parent learns why there was no exec, and of one that there was") {
  CHECK(failure_of("/bin/true") == std::nullopt);
  CHECK(failure_of("/no/such/file") == ENOENT);
  CHECK(failure_of("/") == EACCES);
}
