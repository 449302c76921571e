// flock and fcntl locks: asked for, waited for, got, and gone in each way a lock can go.
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "machine.h"
#include "observed.h"

using namespace procdemo::engine;

namespace {

class TemporaryFile {
 public:
  TemporaryFile() : file_(::mkstemp(path_)) {}
  ~TemporaryFile() { std::filesystem::remove(path_); }
  std::string path() const { return path_; }

 private:
  char path_[32] = "/tmp/procdemo-lock-XXXXXX";
  Fd file_;
};

std::vector<std::string> story(const Seen& seen) {
  std::vector<std::string> told;
  for (const Event& event : seen.events) {
    const Name who = event.process;
    if (const auto* lock = event.as<event::Lock>())
      told.push_back(who + (lock->blocked ? " waits" : " asks"));
    if (event.as<event::Locked>()) told.push_back(who + " has it");
    if (event.as<event::Unlock>()) told.push_back(who + " gives it back");
  }
  return told;
}

const std::vector<std::string> story_of_left_lock = {
    "P.2 asks", "P.2 has it", "P.1 waits", "P.2 gives it back", "P.1 has it", "P.1 gives it back"};

/// How `act` ends in a PID namespace of its own with its own /proc, as in a container; -1 where
/// there is none to be had.
int status_in_container(const std::function<int()>& act) {
  const pid_t outside = ::fork();
  if (outside == 0) {
    constexpr int none = 77;
    if (::unshare(CLONE_NEWPID | CLONE_NEWNS) != 0) ::_exit(none);
    const pid_t inside = ::fork();
    if (inside == 0) {
      ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
      ::_exit(::mount("proc", "/proc", "proc", 0, nullptr) == 0 ? act() : none);
    }
    int status = 0;
    ::waitpid(inside, &status, 0);
    ::_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
  }
  int status = 0;
  ::waitpid(outside, &status, 0);
  return WEXITSTATUS(status) == 77 ? -1 : WEXITSTATUS(status);
}

}  // namespace

TEST_CASE("locks do the same observed as alone, in every way they are taken and given back") {
  const TemporaryFile file;
  for (const char* mode :
       {"flock-unlock", "flock-close", "flock-duplicate", "flock-exec", "flock-exit",
        "flock-killed", "flock-left", "flock-shared", "flock-try", "fcntl-unlock", "fcntl-close",
        "fcntl-exit", "fcntl-killed", "fcntl-try", "ofd-close"}) {
    const Alone expected = alone({"locks", mode, file.path()});
    const Seen seen = observed({"locks", mode, file.path()});
    INFO(mode);
    CHECK(sorted_lines(seen.output()) == sorted_lines(expected.out));
    CHECK(seen.outcome.wait_status.is_success());
  }
}

TEST_CASE("who waits for a lock is told as waiting, and has it after the holder gave it back") {
  const TemporaryFile file;
  for (const char* mode : {"flock-unlock", "flock-close", "flock-duplicate", "fcntl-unlock",
                           "fcntl-close", "ofd-close"}) {
    INFO(mode);
    const Seen seen = observed({"locks", mode, file.path()});
    CHECK(story(seen) == std::vector<std::string>{"P asks", "P has it", "P.1 waits",
                                                  "P gives it back", "P.1 has it",
                                                  "P.1 gives it back"});
    for (const Event& event : all<event::Lock>(seen)) {
      CHECK(event.as<event::Lock>()->path == file.path());
      CHECK(event.as<event::Lock>()->how == "exclusive");
    }
  }
}

TEST_CASE("a holder that ends, is killed or becomes another program gives its lock back") {
  const TemporaryFile file;
  for (const char* mode :
       {"flock-exit", "flock-exec", "flock-killed", "fcntl-exit", "fcntl-killed"}) {
    INFO(mode);
    const Seen seen = observed({"locks", mode, file.path()});
    CHECK(story(seen) == std::vector<std::string>{"P.1 asks", "P.1 has it", "P waits",
                                                  "P.1 gives it back", "P has it",
                                                  "P gives it back"});
  }
}

TEST_CASE("a lock whose taker has ended is held by who has the open file") {
  const TemporaryFile file;
  CHECK(story(observed({"locks", "flock-left", file.path()})) == story_of_left_lock);
}

TEST_CASE("so it is in a container, where the kernel's table leaves that lock out") {
  const TemporaryFile file;
  const int status = status_in_container([&] {
    return story(observed({"locks", "flock-left", file.path()})) == story_of_left_lock ? 0 : 1;
  });
  if (status < 0) SKIP_TEST("no PID namespace is to be had");
  CHECK(status == 0);
}

TEST_CASE("a trylock that fails does not wait; shared locks are held by two") {
  need_observing();
  const TemporaryFile file;
  for (const char* mode : {"flock-try", "fcntl-try"}) {
    INFO(mode);
    CHECK(story(observed({"locks", mode, file.path()})) ==
          std::vector<std::string>{"P asks", "P has it", "P.1 asks", "P gives it back"});
  }
  const Seen shared = observed({"locks", "flock-shared", file.path()});
  REQUIRE(all<event::Locked>(shared).size() == 2);
  for (const Event& event : all<event::Locked>(shared))
    CHECK(event.as<event::Locked>()->how == "shared");
  const auto told = story(shared);
  CHECK(told[3] == "P.1 has it");  // while P still holds it
}

TEST_CASE("after a run nobody holds its locks") {
  const TemporaryFile file;
  observed({"locks", "flock-unlock", file.path()});
  const Fd again = open_file(file.path(), O_RDWR);
  CHECK(::lockf(again.get(), F_TLOCK, 0) == 0);
}
