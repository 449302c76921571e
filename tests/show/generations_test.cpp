#include "catch.h"
#include "show/narrated.h"
#include "show/terminal/generation_table.h"
#include "show/traces.h"

using namespace procdemo::show;

TEST_CASE("a bomb of any size is told in a screen or two") {
  for (const int processes : {8, 64, 500}) {
    for (const Format format : {Format::lanes, Format::plain}) {
      const std::string text = narrated(bomb_trace(processes), format, {});
      CHECK(lines_of(text).size() < 60);
      CHECK(text.find("generation 1 begins; 2 alive, 2 born so far") != std::string::npos);
      CHECK(text.find("the limit of " + std::to_string(processes) +
                      " processes begins to refuse") != std::string::npos);
    }
  }
}

TEST_CASE("the table counts every birth and every refusal") {
  const std::string text = narrated(bomb_trace(500), Format::lanes, {});
  bool found = false;
  for (const std::string& line : lines_of(text)) {
    found = found || line == "           all       500       1000";
  }
  CHECK(found);
}

TEST_CASE("deep chains are taken together") {
  const std::vector<GenerationCount> chain(500, GenerationCount{1, 2});
  const std::string text = generation_table(chain, {});
  CHECK(lines_of(text).size() == 2 + 1 + 20 + 1);
  CHECK(text.find("from 19       481        962") != std::string::npos);
  CHECK(generation_table({}, {}).find("all         0          0") != std::string::npos);
}

TEST_CASE("of hundreds of lines that a bomb prints, the first ones are shown") {
  Run run;
  run.view = "generations";
  TraceMaker make(run);
  make("P", event::Start{{"./bomb"}, "", std::nullopt});
  for (int i = 0; i < 300; ++i) make.prints("P", "boom");
  const std::string text = narrated(make.trace(), Format::plain, {});
  CHECK(text.find("| boom") != std::string::npos);
  CHECK(text.find("280 more lines") != std::string::npos);
  CHECK(lines_of(text).size() < 40);
}
