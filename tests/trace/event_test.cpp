#include "trace/event.h"
#include "catch.h"

using namespace procdemo;

TEST_CASE("a name tells the generation, and the process of a thread") {
  CHECK(generation_of("P") == 0);
  CHECK(generation_of("P.2.1") == 2);
  CHECK(generation_of("P.2/t3") == 1);
  CHECK(process_of("P.2/t3") == "P.2");
  CHECK(process_of("P.2") == "P.2");
}
