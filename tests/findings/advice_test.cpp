// What to do about a finding fits what is behind it.
#include "findings/advice.h"

#include <set>
#include <string>
#include <vector>

#include "catch.h"
#include "show/word_pairs.h"

using namespace procdemo::findings;

namespace {

Phrase on_circle(const std::string& waits) {
  return advice_on({.id = "deadlock", .args = {"P -> P.1 -> P", waits}, .events = {}});
}

std::string_view usual(std::string_view id) {
  return find_row(id)->advice.en;
}

}  // namespace

TEST_CASE("an order of locks is advised where each waits for a lock, and for nothing else") {
  for (const char* locks : {"P: mutex:a, P.1: mutex:b", "P/t2: semaphore, P/t3: semaphore",
                            "P: /a, P.1: /b", "P: rwlock, P.1: [dir]/a"}) {
    INFO(locks);
    CHECK(on_circle(locks).en == usual("deadlock"));
  }
}

TEST_CASE("for each other circle there is another advice, in both languages") {
  std::set<std::string_view> all = {usual("deadlock")};
  const std::vector<std::string> circles = {
      "P: mutex:a",                  // it has that itself
      "P: /a",                       // by another descriptor
      "P: pipe:[1], P.1: pipe:[2]",  // both write much, or both read first
      "P: P.1, P.1: pipe:[1]",       // join() before get()
      "P: P/t2, P/t2: mutex:a",      // pthread_join() with a lock
      "P: writer:a, P.1: writer:b",  // FIFOs
      "P: condition, P.1: anon_inode:[eventfd]",
  };
  for (const std::string& circle : circles) {
    INFO(circle);
    const Phrase advice = on_circle(circle);
    CHECK(all.insert(advice.en).second);
    CHECK(procdemo::show::has_chinese(advice.zh));
    CHECK_FALSE(procdemo::show::has_chinese(advice.en));
  }
}

TEST_CASE("a file that is replaced is no place for a lock") {
  const std::vector<std::string> written = {"/number", "P", "1"};
  std::vector<std::string> renamed = written;
  renamed.emplace_back("rename");
  CHECK(advice_on({.id = "lost-update", .args = written, .events = {}}).en == usual("lost-update"));
  CHECK(advice_on({.id = "lost-update", .args = renamed, .events = {}}).en != usual("lost-update"));
}

TEST_CASE("what a later procdemo has found has none") {
  CHECK(advice_on({.id = "no-such-thing", .args = {}, .events = {}}).en.empty());
}
