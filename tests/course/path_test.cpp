#include "course/path.h"

#include "catch.h"

using namespace procdemo::course;

namespace {

// Three pages to look at, no question, no task.
const std::vector<std::size_t> stops = {3, 0, 1, 2, 4, 0, 1};

}  // namespace

TEST_CASE("a place comes back from its text, and what is none is the beginning") {
  for (const PathPlace place : {PathPlace{Part::look, 0}, PathPlace{Part::claims, 3}}) {
    CHECK(place_from(text_of(place)) == place);
  }
  CHECK(text_of({Part::claims, 3}) == "claims:4");
  for (const char* text :
       {"", "nowhere:1", ":", "look:0", "look:-1", "look:99999999999999999999"}) {
    CHECK(place_from(text) == PathPlace{});
  }
  CHECK(place_from("shows") == PathPlace{Part::shows, 0});
}

TEST_CASE("one goes on to the end, and back to the beginning, stop by stop") {
  Path path(stops, {});
  int count = 1;
  while (path.on()) ++count;
  CHECK(count == 11);
  CHECK(path.place() == PathPlace{Part::next, 0});
  while (path.back()) --count;
  CHECK(count == 1);
  CHECK(path.place() == PathPlace{});
}

TEST_CASE("one skips to the next part that has stops, and goes to any") {
  Path path(stops, {Part::look, 1});
  CHECK(path.skip());
  CHECK(path.place() == PathPlace{Part::run, 0});
  CHECK(path.go_to(Part::claims));
  CHECK(path.skip());
  CHECK(path.place() == PathPlace{Part::next, 0});
  CHECK_FALSE(path.skip());
  CHECK_FALSE(path.go_to(Part::task));
  CHECK(path.place() == PathPlace{Part::next, 0});
}

TEST_CASE("a place that is gone is the nearest one before it") {
  CHECK(Path(stops, {Part::look, 9}).place() == PathPlace{Part::look, 2});
  CHECK(Path(stops, {Part::task, 0}).place() == PathPlace{Part::claims, 3});
  CHECK(Path(stops, {Part::next, 7}).place() == PathPlace{Part::next, 0});
}
