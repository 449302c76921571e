// What is found becomes events, in the order of the table; every row has its words.
#include "findings/finder.h"

#include <set>

#include "catch.h"
#include "findings/table.h"
#include "findings/told_run.h"
#include "show/word_pairs.h"

using namespace procdemo::findings;

namespace {

// P makes a child, lives on and never asks for it.
void play_zombie(Finder& finder) {
  finder.event({1, 0, "P", 100, event::Start{{"./a"}, "", {}}, {}});
  finder.event({2, 0, "P", 100, event::Fork{"P.1", 101, "fork", 101}, SourcePlace{"a.c", 7}});
  finder.event({3, 0, "P.1", 101, event::Exit{0, {}, false}, {}});
  finder.event({4, 0, "P.1", 101, event::Zombie{"P"}, {}});
  finder.event({5, 0, "P", 100, event::Sleep{1}, {}});
  finder.event({6, 1, "P", 100, event::Exit{0, {}, false}, {}});
}

}  // namespace

TEST_CASE("a finding is an event of the process at fault, with its place and what shows it") {
  Finder finder;
  play_zombie(finder);
  const std::vector<Event> found = finder.found();
  REQUIRE(found.size() == 1);
  CHECK(found[0].process == "P");
  CHECK(found[0].pid == 100);
  CHECK(found[0].place == SourcePlace{"a.c", 7});
  const auto* finding = found[0].as<event::Finding>();
  REQUIRE(finding);
  CHECK(finding->id == "never-reaped");
  CHECK(finding->events == std::vector<std::uint64_t>{2, 4, 5});
  CHECK_FALSE(finding->intended);
}

TEST_CASE("what a lesson shows on purpose is marked") {
  Finder finder({"never-reaped"});
  play_zombie(finder);
  const std::vector<Event> found = finder.found();
  REQUIRE(found.size() == 1);
  CHECK(found[0].as<event::Finding>()->intended == true);
}

TEST_CASE("every finding has an id of its own, and says what is wrong and what to do") {
  std::set<std::string_view> ids;
  for (const FindingRow& row : finding_rows()) {
    CAPTURE(row.id);
    CHECK(ids.insert(row.id).second);
    CHECK(find_row(row.id) == &row);
    for (const Phrase& phrase : {row.what, row.advice}) {
      CHECK(procdemo::show::placeholders(phrase.en) == procdemo::show::placeholders(phrase.zh));
      CHECK(procdemo::show::has_chinese(phrase.zh));
      CHECK_FALSE(procdemo::show::has_chinese(phrase.en));
    }
  }
  CHECK_FALSE(find_row("no-such-thing"));
}

TEST_CASE("of many names the first and the last are listed") {
  CHECK(list_of({}) == "");
  CHECK(list_of({"P.1"}) == "P.1");
  CHECK(list_of({"P.1", "P.2", "P.3", "P.4", "P.5"}) == "P.1, P.2, P.3, P.4, P.5");
  CHECK(list_of({"P.1", "P.2", "P.3", "P.4", "P.5", "P.6"}) == "P.1, P.2, P.3 ... P.6");
}
