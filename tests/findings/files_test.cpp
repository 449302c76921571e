// Files that two processes change: whose update is lost, and which lines are torn.
#include <algorithm>

#include "catch.h"
#include "findings/told_run.h"

using namespace procdemo::findings;
using Told = std::vector<std::string>;

namespace {

// Accesses one after the other, each of a second, to one file.
class File {
 public:
  File() { run_("P", event::Start{{"./a"}, "", {}}).fork("P", "P.1"); }

  File& reads(const Name& process, std::int64_t at, const std::string& data,
              std::int64_t asked = 0) {
    return access(process, false, at, data, asked);
  }
  File& writes(const Name& process, std::int64_t at, const std::string& data) {
    return access(process, true, at, data);
  }

  /// Under another name, and then renamed to that of the file.
  File& makes(const Name& process, const std::string& copy, const std::string& data,
              std::int64_t size = 0) {
    return access(process, true, 0, data, 0, copy, size);
  }
  File& renames(const Name& process, const std::string& copy) {
    run_(process, fact::Renamed{.from = copy, .to = "/number", .began = now_, .ended = now_ + 1});
    now_ += 1;
    return *this;
  }
  File& replaces(const Name& process, const std::string& data, std::int64_t size = 0) {
    return makes(process, "/" + process, data, size).renames(process, "/" + process);
  }

  /// The next one begins before the last one has ended.
  File& meanwhile() {
    now_ -= 1.5;
    return *this;
  }

  /// Who reads the byte there waits for who writes it.
  File& hands_over(const Name& from, const Name& to) {
    run_(from, event::Write{"pipe:[7]", 1})(to, event::Read{"pipe:[7]", 1});
    return *this;
  }
  /// In parallel, the one who waited may be told of first.
  File& hands_over_unseen(const Name& from, const Name& to) {
    run_(to, event::Read{"pipe:[7]", 1})(from, event::Write{"pipe:[7]", 1});
    return *this;
  }
  File& then(const Name& process, event::Any what) {
    run_(process, std::move(what));
    return *this;
  }

  /// Where the descriptor stands is nobody else's doing.
  File& at_own_places() {
    own_place_ = true;
    return *this;
  }

  Told told() { return run_.told(); }

 private:
  File& access(const Name& process, bool writes, std::int64_t at, const std::string& data,
               std::int64_t asked = 0, const std::string& path = "/number", std::int64_t size = 0) {
    run_(process, fact::FileAccess{.path = path,
                                   .writes = writes,
                                   .offset = at,
                                   .bytes = std::max(std::ssize(data), size),
                                   .asked = asked,
                                   .data = data,
                                   .ends_line = data.ends_with('\n'),
                                   .own_place = own_place_,
                                   .began = now_,
                                   .ended = now_ + 1});
    now_ += 1;
    return *this;
  }

  ToldRun run_;
  double now_ = 0;
  bool own_place_ = false;
};

}  // namespace

TEST_CASE("who writes what it has made of an older content loses the other's update") {
  const Told lost = {"lost-update P.1: /number P 1"};
  CHECK(File()
            .reads("P.1", 0, "0")
            .reads("P", 0, "0")
            .writes("P", 0, "1")
            .writes("P.1", 0, "1")
            .told() == lost);
  CHECK(File()
            .reads("P", 0, "0")
            .reads("P.1", 0, "0")
            .writes("P", 0, "1")
            .writes("P.1", 0, "1")
            .told() == lost);
}

TEST_CASE("who has found nothing there, and writes the first number, has read it, too") {
  const auto told = [](std::int64_t asked) {
    File file;
    file.reads("P.1", 0, "", asked).reads("P", 0, "", asked);
    return file.writes("P", 0, "1").writes("P.1", 0, "1").told();
  };
  CHECK(told(15) == Told{"lost-update P.1: /number P 1"});
  CHECK(told(0) == Told{});
  // Behind the end, each appends its own.
  CHECK(File()
            .reads("P.1", 0, "a\n", 15)
            .reads("P", 0, "a\n", 15)
            .writes("P", 2, "b\n")
            .writes("P.1", 4, "c\n")
            .told() == Told{});
}

TEST_CASE("one after the other, no update is lost") {
  CHECK(File()
            .reads("P", 0, "0")
            .writes("P", 0, "1")
            .reads("P.1", 0, "1")
            .writes("P.1", 0, "2")
            .told() == Told{});
}

TEST_CASE("who looks again, writes without a look, elsewhere or the same, loses nothing") {
  CHECK(File()
            .reads("P.1", 0, "0")
            .reads("P", 0, "0")
            .writes("P", 0, "1")
            .reads("P.1", 0, "1")
            .writes("P.1", 0, "2")
            .told() == Told{});
  CHECK(File().reads("P", 0, "0").writes("P", 0, "1").writes("P.1", 0, "1").told() == Told{});
  CHECK(File().reads("P.1", 0, "0").writes("P", 0, "1").writes("P.1", 0, "1").told() == Told{});
  CHECK(File()
            .reads("P.1", 0, "0")
            .reads("P", 0, "0")
            .writes("P", 0, "1")
            .writes("P.1", 1, "1")
            .told() == Told{});
  CHECK(File()
            .reads("P.1", 0, "0")
            .reads("P", 0, "0")
            .writes("P", 0, "0")
            .writes("P.1", 0, "1")
            .told() == Told{});
}

TEST_CASE("accesses that may have come in another order than they were seen prove nothing") {
  CHECK(File()
            .reads("P", 0, "0")
            .reads("P.1", 0, "0")
            .meanwhile()
            .writes("P", 0, "1")
            .writes("P.1", 0, "1")
            .told() == Told{});
  CHECK(File()
            .reads("P", 0, "0")
            .reads("P.1", 0, "0")
            .writes("P", 0, "1")
            .meanwhile()
            .writes("P.1", 0, "1")
            .told() == Told{});
}

TEST_CASE("who renames its copy over the file loses what came there since it had read") {
  const Told lost = {"lost-update P.1: /number P 1 rename"};
  const auto both_read = [] { return File().reads("P", 0, "0").reads("P.1", 0, "0"); };
  CHECK(both_read().replaces("P", "1").replaces("P.1", "1").told() == lost);
  CHECK(both_read().replaces("P", "1").replaces("P.1", "2").told() == lost);
  CHECK(both_read().writes("P", 0, "1").replaces("P.1", "1").told() == lost);
  CHECK(both_read().makes("P.1", "/a", "1").replaces("P", "1").renames("P.1", "/a").told() == lost);
}

TEST_CASE("one after the other, or with another look, nobody loses what was renamed there") {
  CHECK(File()
            .reads("P", 0, "0")
            .replaces("P", "1")
            .reads("P.1", 0, "1")
            .replaces("P.1", "2")
            .told() == Told{});
  const auto both_read = [] { return File().reads("P", 0, "0").reads("P.1", 0, "0"); };
  CHECK(both_read().replaces("P", "1").reads("P.1", 0, "1").replaces("P.1", "2").told() == Told{});
  CHECK(both_read().replaces("P", "0").replaces("P.1", "1").told() == Told{});
}

TEST_CASE("who has read when its copy was begun, or has not written that itself, lost nothing") {
  File late;
  late.reads("P", 0, "0").makes("P.1", "/a", "1").reads("P.1", 0, "0").replaces("P", "1");
  CHECK(late.renames("P.1", "/a").told() == Told{});
  File others;
  others.reads("P", 0, "0").reads("P.1", 0, "0").replaces("P", "1").makes("P.2", "/a", "1");
  CHECK(others.renames("P.1", "/a").told() == Told{});
}

TEST_CASE("two that make the same of a long file may have looked only whether it was there") {
  constexpr std::int64_t known = 64, size = 1000;
  const std::string old(known, 'a'), fresh(known, 'b'), other(known, 'c');
  const auto both_read = [&] { return File().reads("P", 0, old).reads("P.1", 0, old); };
  CHECK(both_read().replaces("P", fresh, size).replaces("P.1", fresh, size).told() == Told{});
  CHECK(both_read().replaces("P", fresh, size).replaces("P.1", other, size).told() ==
        Told{"lost-update P.1: /number P 1 rename"});
}

TEST_CASE("a line in pieces is torn where another's bytes stand between them") {
  CHECK(
      File().writes("P.1", 0, "one ").writes("P", 4, "other\n").writes("P.1", 10, "two\n").told() ==
      Told{"torn-record P.1: /number P 1"});
}

TEST_CASE("whole lines, others' bytes elsewhere, and who writes no lines are not torn") {
  CHECK(File()
            .writes("P.1", 0, "one\n")
            .writes("P", 4, "other\n")
            .writes("P.1", 10, "two\n")
            .told() == Told{});
  CHECK(
      File().writes("P.1", 0, "one ").writes("P.1", 4, "two\n").writes("P", 8, "other\n").told() ==
      Told{});
  CHECK(File()
            .writes("P.1", 0, "one ")
            .replaces("P.1", "a\n")
            .writes("P", 4, "other\n")
            .writes("P.1", 10, "two\n")
            .told() == Told{});
  CHECK(
      File().writes("P.1", 0, "one ").writes("P", 40, "other\n").writes("P.1", 4, "two\n").told() ==
      Told{});
  CHECK(File().writes("P.1", 0, "one|").writes("P", 4, "other|").writes("P.1", 10, "two|").told() ==
        Told{});
}

TEST_CASE("who has another write, and waits for it, tears nothing and loses nothing") {
  const event::Reap reap{"P.1", 0, std::nullopt};
  CHECK(File()
            .writes("P", 0, "one ")
            .hands_over("P", "P.1")
            .writes("P.1", 4, "other\n")
            .then("P", reap)
            .writes("P", 10, "two\n")
            .told() == Told{});
  CHECK(File()
            .reads("P", 0, "0")
            .hands_over_unseen("P", "P.1")
            .reads("P.1", 0, "0")
            .writes("P.1", 0, "1")
            .hands_over_unseen("P.1", "P")
            .writes("P", 0, "1")
            .told() == Told{});
}

TEST_CASE("who waits only once it was written, or had begun before, may have lost it") {
  const event::Reap reap{"P.1", 0, std::nullopt};
  CHECK(File()
            .writes("P", 0, "one ")
            .writes("P.1", 4, "other\n")
            .then("P", reap)
            .writes("P", 10, "two\n")
            .told() == Told{"torn-record P: /number P.1 1"});
  CHECK(File()
            .reads("P", 0, "0")
            .reads("P.1", 0, "0")
            .writes("P.1", 0, "1")
            .then("P", reap)
            .writes("P", 0, "1")
            .told() == Told{"lost-update P: /number P.1 1"});
  CHECK(File()
            .reads("P.1", 0, "0")
            .hands_over("P.1", "P")
            .reads("P", 0, "0")
            .writes("P", 0, "1")
            .writes("P.1", 0, "1")
            .told() == Told{"lost-update P.1: /number P 1"});
}

// The other may come first just as well in the next run.
TEST_CASE("a lock that one had after the other puts nothing in order") {
  const event::Locked locked{"/lock", "exclusive"};
  const event::Unlock unlock{"/lock"};
  CHECK(File()
            .then("P.1", locked)
            .reads("P.1", 0, "0")
            .then("P.1", unlock)
            .then("P", locked)
            .reads("P", 0, "0")
            .writes("P", 0, "1")
            .then("P", unlock)
            .then("P.1", locked)
            .writes("P.1", 0, "1")
            .told() == Told{"lost-update P.1: /number P 1"});
}

TEST_CASE("what each writes to places of its own choice is no torn line") {
  CHECK(File()
            .at_own_places()
            .writes("P.1", 0, "one ")
            .writes("P", 4, "other\n")
            .writes("P.1", 10, "two\n")
            .told() == Told{});
}
