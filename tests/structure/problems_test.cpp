// Every room's problems have their sentences. That a table is whole, the compiler checks; that no
// room is forgotten, this test.
#include <regex>

#include "catch.h"
#include "structure/source.h"

using namespace procdemo::structure;

TEST_CASE("the problems of every room are among those that are worded") {
  const std::regex declared(R"(enum class (\w+Problem) \{)");
  const std::vector<Source> words = sources("src/cli/words", {"problem_words.h"});
  REQUIRE(words.size() == 1);
  int rooms = 0;
  for (const Source& file : sources("src", {".h"})) {
    for (std::sregex_iterator match(file.text.begin(), file.text.end(), declared), end;
         match != end; ++match, ++rooms) {
      INFO(file.path << " declares " << (*match)[1]);
      CHECK(std::regex_search(words[0].text, std::regex("\\b" + (*match)[1].str() + "\\b")));
      CHECK(file.path.ends_with("problems.h"));
    }
  }
  CHECK(rooms > 10);
}
