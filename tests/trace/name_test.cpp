#include "trace/name.h"

#include <vector>

#include "catch.h"
#include "trace/task_name.h"

using namespace procdemo::trace;

TEST_CASE("a name tells the generation, and the process of a thread") {
  CHECK(generation_of("P") == 0);
  CHECK(generation_of("P.2.1") == 2);
  CHECK(generation_of("P.2/t3") == 1);
  CHECK(process_of("P.2/t3") == "P.2");
  CHECK(process_of("P.2") == "P.2");
}

TEST_CASE("a child's name tells its maker's") {
  CHECK(maker_of("P.2.1") == "P.2");
  CHECK(maker_of("P.10") == "P");
}

TEST_CASE("names stand in the order of the family tree") {
  const std::vector<Name> names = {"P", "P/t2", "P/t10", "P.1", "P.1/t2", "P.1.1", "P.2", "P.10"};
  for (std::size_t a = 0; a < names.size(); ++a)
    for (std::size_t b = 0; b < names.size(); ++b) {
      INFO(names[a] << " before " << names[b]);
      CHECK(name_before(names[a], names[b]) == (a < b));
    }
}

TEST_CASE("a text is a name where somebody may be called so") {
  for (const char* name : {"P", "P.1", "P.10.2", "P/t2", "P.1/t12"}) CHECK(is_task_name(name));
  for (const char* none : {"", "p", "Q", "P.", "P1", "P.0", "P..1", "P.1/", "P/2", "P/t2.1", "P 1",
                           "[pid P]", "P.1\n"}) {
    INFO(none);
    CHECK_FALSE(is_task_name(none));
  }
}
