#include "base/text/nearest.h"

#include "catch.h"

using namespace procdemo::base;

TEST_CASE("the distance of two words is the steps between them") {
  CHECK(distance("fork", "fork") == 0);
  CHECK(distance("", "fork") == 4);
  CHECK(distance("fork", "for") == 1);
  CHECK(distance("fork", "forks") == 1);
  CHECK(distance("fork", "work") == 1);
  CHECK(distance("frok", "fork") == 1);
  CHECK(distance("kitten", "sitting") == 3);
}

TEST_CASE("the nearest name, when one is near enough to be meant") {
  CHECK(nearest("ruonds", {"speed", "rounds", "record"}) == "rounds");
  CHECK(nearest("multifork", {"fork", "multi-fork"}) == "multi-fork");
  CHECK(nearest("fork", {"exit", "pid"}) == std::nullopt);
  CHECK(nearest("fork", {}) == std::nullopt);
  CHECK(nearest("FORK", {"exit", "fork"}) == "fork");
  CHECK(nearest("help", {"exit", "--help"}) == "--help");
  CHECK(nearest("--rond", {"--rounds"}) == "--rounds");
  CHECK(nearest("lsit", {"exit"}) == std::nullopt);  // two letters of four
  CHECK(nearest("conc", {"concurrency", "copy"}) == "concurrency");
  CHECK(nearest("loc", {"locked-write", "locality"}) == std::nullopt);  // which of them?
  CHECK(nearest("", {"fork"}) == std::nullopt);
  CHECK(nearest(std::string(1000, 'f'), {"fork"}) == std::nullopt);
}
