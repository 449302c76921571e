// Calls at the edges of what they are documented for answer as they do alone, and what is told of
// them is what happened.
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <filesystem>

#include "base/child.h"
#include "observed.h"

using namespace procdemo::engine;

namespace {

// A name in a folder of the test's own.
class OwnName {
 public:
  OwnName() { REQUIRE(::mkdtemp(folder_) != nullptr); }
  OwnName(const OwnName&) = delete;
  OwnName& operator=(const OwnName&) = delete;
  ~OwnName() { std::filesystem::remove_all(folder_); }
  std::string path() const { return std::string(folder_) + "/name"; }

 private:
  char folder_[32] = "/tmp/edges-XXXXXX";
};

How run_at(double speed) {
  How how;
  how.settings.mode = LiveMode{speed};
  return how;
}

}  // namespace

TEST_CASE("timers take what they take alone, and nothing else is one") {
  for (const How& how : {ordered(), run_at(2)}) same_as_alone({"edges", "timers"}, how);
}

TEST_CASE("a timer of a nanosecond goes off at every speed") {
  for (const How& how : {ordered(), run_at(20), run_at(0.5)}) {
    same_as_alone({"edges", "nanosecond"}, how);
  }
}

TEST_CASE("timers that nobody has any more hold up no deadlock") {
  const Seen seen = observed({"edges", "closed"}, ordered());
  CHECK(lines_of(seen) == std::vector<std::string>{"closed"});
  CHECK(seen.outcome.deadlock);
}

TEST_CASE("a socket's timeout is told from the options of other levels, and can be asked for") {
  for (const How& how : {ordered(), run_at(4)}) same_as_alone({"edges", "options"}, how);
}

TEST_CASE("who waits for a visitor, or to be let in, waits no longer than its socket's timeout") {
  const OwnName socket;
  same_as_alone({"edges", "visits", socket.path()}, ordered());
}

TEST_CASE("a child is reaped also where its parent wants to know nothing of it") {
  for (const How& how : {How{}, ordered()}) {
    const Seen seen = same_as_alone({"edges", "waits"}, how);
    const Event reap = one<event::Reap>(seen);
    CHECK(reap.as<event::Reap>()->code == 7);
  }
}
