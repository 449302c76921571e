#include "show/words/limits.h"

#include "catch.h"
#include "trace/limits.h"

using namespace procdemo::show;

TEST_CASE("every limit has its words, in the same order") {
  for (std::size_t i = 0; i < limit_kinds.size(); ++i) {
    CHECK(limit_words[i].name == limit_kinds[i].name);
  }
}
