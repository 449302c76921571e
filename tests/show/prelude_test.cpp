// What a version manager does before the program that it looks for.
#include "show/prelude.h"

#include "catch.h"
#include "show/narrated.h"
#include "show/traces.h"

using namespace procdemo::show;

namespace {

// A script called python3 asks ten others, and becomes the program that it found.
TraceMaker shim(const std::string& found, const std::vector<std::string>& arguments = {"x.py"}) {
  TraceMaker make;
  make("P", event::Start{{"python3", "x.py"}, "", {}});
  make("P", event::Exec{"/usr/bin/bash", {"bash", "/shims/python3", "x.py"}});
  for (int i = 1; i <= 10; ++i) {
    const Name child = "P." + std::to_string(i);
    make.fork("P", child);
    make(child, event::Exec{"/usr/bin/cut", {"cut", "-d:"}});
    make.exits(child);
    make("P", event::Reap{child, 0, {}});
  }
  std::vector<std::string> argv = arguments;
  argv.insert(argv.begin(), found);
  make.at(0.5)("P", event::Exec{found, argv});
  return make;
}

std::string told(TraceMaker& make, Format format = Format::plain) {
  return narrated(make.trace(), format, {Language::en, false, 80});
}

int rows_of(const std::string& text) {
  int rows = 0;
  for (const std::string& line : lines_of(text)) rows += line.find("  P") == 8 ? 1 : 0;
  return rows;
}

}  // namespace

TEST_CASE("what comes before the program that a script looks for is one row") {
  for (const char* found : {"/opt/versions/3.11/bin/python3", "/usr/bin/python3.11"}) {
    TraceMaker make = shim(found);
    make.prints("P", "hi");
    make.exits("P");
    const std::string text = told(make);
    CHECK(rows_of(text) == 5);
    CHECK(text.find("P        runs a script that looks for the program: 10 processes, 51 events, "
                    "0.50 s, not shown here\n") != text.npos);
    CHECK(text.find("Who made whom") == text.npos);
    CHECK(told(make, Format::jsonl).find("/usr/bin/cut") != std::string::npos);
  }
}

TEST_CASE("a script that becomes another program, or the same with other arguments, is shown") {
  TraceMaker another = shim("/usr/bin/perl");
  another.exits("P");
  CHECK(rows_of(told(another)) > 50);
  TraceMaker otherwise = shim("/usr/bin/python3", {"y.py"});
  otherwise.exits("P");
  CHECK(rows_of(told(otherwise)) > 50);
}

TEST_CASE("somebody's own program in Python is no such script") {
  TraceMaker make;
  make("P", event::Start{{"/srv/race"}, "", {}});
  make("P", event::Exec{"/usr/bin/python3", {"python3", "/srv/race"}});
  make.fork("P", "P.1");
  const Trace trace = make.trace();
  std::string text;
  const auto narrator =
      make_narrator(Format::plain, {}, [&](std::string_view more) { text += more; });
  narrator->begin(trace.run);
  for (const Event& event : trace.events) narrator->event(event);
  CHECK(rows_of(text) == 4);
}

TEST_CASE("a script that says something, rests, or ends is shown as far as it came") {
  TraceMaker make;
  make("P", event::Start{{"tool"}, "", {}});
  make("P", event::Exec{"/usr/bin/bash", {"bash", "/usr/bin/tool"}});
  make.fork("P", "P.1");
  const std::string before = told(make);
  CHECK(rows_of(before) == 4);

  const Trace trace = make.trace();
  std::string text;
  const auto narrator =
      make_narrator(Format::plain, {}, [&](std::string_view more) { text += more; });
  narrator->begin(trace.run);
  for (const Event& event : trace.events) narrator->event(event);
  CHECK(rows_of(text) == 1);
  narrator->pause(moment);
  CHECK(rows_of(text) == 1);
  narrator->pause(Prelude::patience);
  CHECK(rows_of(text) == 4);
}

TEST_CASE("a program that runs a script later has begun already") {
  TraceMaker make;
  make("P", event::Start{{"sh", "x"}, "", {}});
  make.fork("P", "P.1");
  make("P", event::Exec{"/usr/bin/bash", {"bash", "/shims/python3", "x.py"}});
  make.fork("P", "P.2");
  make("P", event::Exec{"/usr/bin/python3", {"python3", "x.py"}});
  make.exits("P");
  CHECK(rows_of(told(make)) == 8);
}
