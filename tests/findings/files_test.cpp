// Files that two processes change: whose update is lost, and which lines are torn.
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

  /// The next one begins before the last one has ended.
  File& meanwhile() {
    now_ -= 1.5;
    return *this;
  }

  Told told() { return run_.told(); }

 private:
  File& access(const Name& process, bool writes, std::int64_t at, const std::string& data,
               std::int64_t asked = 0) {
    run_(process, fact::FileAccess{.path = "/number",
                                   .writes = writes,
                                   .offset = at,
                                   .bytes = std::ssize(data),
                                   .asked = asked,
                                   .data = data,
                                   .ends_line = data.ends_with('\n'),
                                   .began = now_,
                                   .ended = now_ + 1});
    now_ += 1;
    return *this;
  }

  ToldRun run_;
  double now_ = 0;
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
  CHECK(
      File().writes("P.1", 0, "one ").writes("P", 40, "other\n").writes("P.1", 4, "two\n").told() ==
      Told{});
  CHECK(File().writes("P.1", 0, "one|").writes("P", 4, "other|").writes("P.1", 10, "two|").told() ==
        Told{});
}
