// Names of variables: as their authors wrote them.
#include "run/locks/object_names.h"

#include "catch.h"

using namespace procdemo::run;

TEST_CASE("a variable has its own name, also one whose symbol would be a mangled type") {
  ObjectNames names;
  names.add("b", 0x1000, 40);
  names.add("_ZN5table5forksE", 0x2000, 80);
  CHECK(names.at(0x1000, 40) == "b");
  CHECK(names.at(0x2028, 40) == "table::forks[1]");
  CHECK(names.at(0x3000, 40).empty());
}
