// What a process waits for, and who could end it.
#include <filesystem>
#include <random>
#include <string>

#include "base/text/scratch_name.h"
#include "observed.h"

using namespace procdemo::engine;

namespace {

/// As procdemo makes one for a run: nobody from outside comes to what is in it.
struct Folder {
  std::string path = "/tmp/" + scratch_name(std::random_device()());
  Folder() { std::filesystem::create_directory(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path); }
};

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("whoever opens a FIFO waits for somebody who opens its other end") {
  const Folder folder;
  const std::string path = folder.path;
  const Seen seen = observed({"fifos", path}, ordered());
  REQUIRE(seen.outcome.deadlock);
  const event::Deadlock deadlock = *one<event::Deadlock>(seen).as<event::Deadlock>();
  CHECK(deadlock.waiting == Texts{"P", "P.1"});
  CHECK(deadlock.on == Texts{"writer:" + path + "/two", "writer:" + path + "/one"});
  CHECK(deadlock.held_by == Texts{"P.1", "P"});
  CHECK(deadlock.circle == Texts{"P", "P.1"});
  CHECK(one<event::Block>(seen, "P.1").as<event::Block>()->on == "writer:" + path + "/one");
}

TEST_CASE("a reader of a FIFO waits for whoever has its other end open, perhaps for itself") {
  const Folder folder;
  const Seen seen = observed({"fifos", folder.path, "kept"}, ordered());
  const Event told = one<event::Deadlock>(seen);
  CHECK(told.as<event::Deadlock>()->held_by == Texts{"P"});
  CHECK(told.as<event::Deadlock>()->circle == Texts{"P"});
}
