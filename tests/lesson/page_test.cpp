#include "lesson/page.h"

#include "catch.h"
#include "lesson/fixture.h"
#include "lesson/problems.h"

using namespace procdemo::lesson;
using namespace procdemo::lesson::fixture;

namespace {

Page page_of(const std::string& markdown) {
  const Folder folder;
  return load_page(folder.write("en.md", markdown));
}

// A page whose first section is this.
std::string shown(const std::string& markdown) {
  return page_of("# T\n## A\n" + markdown + "\n## B\n## C\n## D\n").look();
}

}  // namespace

TEST_CASE("a page has a title and four sections") {
  const Page page = page_of(good_en);
  CHECK(page.markdown == good_en);
  CHECK(page.title == "A demo");
  CHECK(page.sections[1].heading == "The run");
  CHECK(page.look() == "The lines.");
  CHECK(page.run() == "    procdemo demo");
  CHECK(page.shows() == "That it runs.");
  CHECK(page.next() == "- more");
  CHECK(page.code_blocks == 1);
}

TEST_CASE("fewer or more sections are refused") {
  for (const std::string text :
       {"# T\n", "# T\n## A\n## B\n## C\n", "## A\n## B\n## C\n## D\n## E\n"}) {
    const Problem problem = problem_of([&] { page_of(text); });
    CHECK(problem.is(LessonProblem::page_sections));
    CHECK(problem.args().at(3) == "4");
  }
}

TEST_CASE("paragraphs keep apart, their lines run on") {
  CHECK(shown("one\ntwo\n\nthree") == "one two\n\nthree");
  CHECK(shown("第一行，\n第二行\n`fork`\nx") == "第一行，第二行fork x");
}

TEST_CASE("marks go, their text stays") {
  CHECK(shown("a **bold** and `x * y` and [link](http://x)") == "a bold and x * y and link");
  CHECK(shown("### deeper\ntext") == "deeper\n\ntext");
}

TEST_CASE("lists, nested and with paragraphs") {
  CHECK(shown("- a\n- b\n  - c\n- d\n\nend") == "- a\n- b\n  - c\n- d\n\nend");
  CHECK(shown("- a\n\n  more\n\n- b") == "- a\n\n  more\n\n- b");
  CHECK(shown("3. a\n4. b") == "3. a\n4. b");
  CHECK(shown("- a\n  ```\n  c\n  ```\n- b") == "- a\n\n      c\n\n- b");
}

TEST_CASE("a hard break begins a line, below the words before it") {
  CHECK(shown("a\\\nb") == "a\nb");
  CHECK(shown("- a\\\n  b") == "- a\n  b");
}

TEST_CASE("code is indented and kept as it is") {
  CHECK(shown("see\n```sh\na\n\n  b *c*\n```\nend") == "see\n\n    a\n\n      b *c*\n\nend");
}
