// Names of files, pipes and sockets that fit into a column, and the folders of a run.
#include "show/sentences/short_names.h"

#include <algorithm>

#include "catch.h"
#include "show/narrated.h"
#include "show/traces.h"

using namespace procdemo::show;

namespace {

std::string short_name(ShortNames& names, event::Any what) {
  return names.of(Event{.what = std::move(what)});
}

}  // namespace

TEST_CASE("a file is its last component, and more of its path where another is called so, too") {
  ShortNames names;
  CHECK(short_name(names, event::Locked{"/tmp/x/numbers.txt", "exclusive"}) == "numbers.txt");
  CHECK(short_name(names, event::File{"/tmp/old/a.txt", 1, {}}) == "a.txt");
  CHECK(short_name(names, event::File{"/tmp/new/a.txt", 1, {}}) == "new/a.txt");
  CHECK(short_name(names, event::Unlock{"/tmp/old/a.txt"}) == "old/a.txt");
  CHECK(short_name(names, event::Block{"/tmp/x/numbers.txt"}) == "numbers.txt");
}

TEST_CASE("pipes and sockets are numbered as they come") {
  ShortNames names;
  CHECK(short_name(names, event::Write{"pipe:[4711]", 1}) == "pipe 1");
  CHECK(short_name(names, event::Read{"socket:[9]", 1}) == "socket 1");
  CHECK(short_name(names, event::Read{"pipe:[4712]", 1}) == "pipe 2");
  CHECK(short_name(names, event::Read{"pipe:[4711]", 1}) == "pipe 1");
  CHECK(short_name(names, event::Block{"futex"}) == "futex");
  CHECK(short_name(names, event::Write{"/dev/pts/3", 1}) == "/dev/pts/3");
  CHECK(short_name(names, event::Block{"P/t2"}) == "P/t2");  // a thread
  CHECK(short_name(names, event::Sleep{1}).empty());
}

TEST_CASE("a run's own folder is [scratch], wherever it lies") {
  CHECK(without_scratch("runs ./a /tmp/procdemo-0a1b2c3d/n.txt 3") == "runs ./a [scratch]/n.txt 3");
  CHECK(without_scratch("/var/tmp/procdemo-0a1b2c3d") == "[scratch]");
  CHECK(without_scratch("/tmp/procdemo-0a1b2c3d4/n and /tmp/procdemo-x") ==
        "/tmp/procdemo-0a1b2c3d4/n and /tmp/procdemo-x");
}

TEST_CASE("a lock in a narrow column takes one row, and a line tells where its file is") {
  TraceMaker make;
  make("P", event::Start{{"./a"}, "", {}}).fork("P", "P.1").fork("P", "P.2").fork("P", "P.3");
  make("P.1", event::Locked{"/srv/course/homework/three/phone.txt", "exclusive"});
  const Trace trace = make.trace();
  const auto rows = lines_of(narrated(trace, Format::lanes, {Language::en, false, 80}));
  CHECK(std::ranges::any_of(
      rows, [](const std::string& row) { return row.find("locks phone.txt") != row.npos; }));
  CHECK(narrated(trace, Format::plain, {Language::en, false, 80})
            .find("on /srv/course/homework/three/phone.txt, exclusive") != std::string::npos);
}

TEST_CASE("a FIFO that waits for its other end has a short name, too") {
  ShortNames names;
  CHECK(short_name(names, event::Block{"writer:/tmp/x/requests"}) == "writer:requests");
}
