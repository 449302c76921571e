#include "trace/json.h"

#include <nlohmann/json.hpp>

#include "catch.h"
#include "trace/base64.h"

using namespace procdemo;

TEST_CASE("an event is written as the design's table has it") {
  const Event fork{3, 0.5, "P", 4211, event::Fork{"P.1", 4212, "fork", 4212}};
  CHECK(to_line(fork) ==
        R"({"type":"event","seq":3,"time":0.5,"process":"P","pid":4211,"event":"fork",)"
        R"("child":"P.1","child_pid":4212,"call":"fork","returned":4212})");
}

TEST_CASE("bytes that are no text stand as base64, and come back") {
  const Event print{1, 0, "P", 7, event::Print{1, std::string("\xff\0a", 3)}};
  CHECK(to_line(print).find(R"("bytes":"/wBh")") != std::string::npos);
  CHECK(event_from_line(to_line(print)).as<event::Print>()->text == std::string("\xff\0a", 3));

  const Event exec{1, 0, "P", 7, event::Exec{"/bin/\xfe", {"ok", "\xfe"}}};
  const auto back = event_from_line(to_line(exec));
  CHECK(back.as<event::Exec>()->path == "/bin/\xfe");
  CHECK(back.as<event::Exec>()->argv == std::vector<std::string>{"ok", "\xfe"});
}

TEST_CASE("every kind of event comes back from its line as it went in") {
  std::size_t tried = 0;
  const auto round_trip = [&]<class... Kinds>(std::variant<Kinds...>*) {
    const auto one = [&](event::Any what) {
      const Event event{9, 1.25, "P.1", 12, what};
      const std::string line = to_line(event);
      CHECK(to_line(event_from_line(line)) == line);
      ++tried;
    };
    (one(Kinds{}), ...);
  };
  round_trip(static_cast<event::Any*>(nullptr));
  CHECK(tried == event_kinds().size());
}

TEST_CASE("header and end come back as they went in") {
  Run run;
  run.lesson = "fork";
  run.command = {"./fork", "3"};
  run.title = {"fork", "创建进程"};
  run.source = {"fork.cpp", 6, "::fork();\n"};
  run.claims = {{"twice", {"one call", "一次调用"}}};
  CHECK(run_from_line(to_line(run)) == run);

  End end;
  end.processes = 2;
  end.claims = {{"twice", true, {"count", {"2"}, {"fork() returned 1", "fork() 返回 1"}}},
                {"later", std::nullopt, {"skipped-unobserved", {}, {}}}};
  CHECK(end_from_line(to_line(end)) == end);
}

TEST_CASE("a damaged line is refused") {
  CHECK_THROWS_AS(event_from_line("{"), std::invalid_argument);
  CHECK_THROWS_AS(event_from_line(R"({"type":"run"})"), std::invalid_argument);
  CHECK_THROWS_AS(
      event_from_line(R"({"type":"event","seq":1,"time":0,"process":"P","pid":1,"event":"x"})"),
      std::invalid_argument);
  CHECK_THROWS_AS(run_from_line(R"({"type":"run","version":2})"), std::invalid_argument);
  CHECK_THROWS_AS(from_base64("ab=c"), std::invalid_argument);
  CHECK_THROWS_AS(from_base64("abc"), std::invalid_argument);
}

TEST_CASE("base64 round-trips every length") {
  for (std::size_t length = 0; length < 9; ++length) {
    const std::string bytes(length, '\xa7');
    CHECK(from_base64(to_base64(bytes)) == bytes);
  }
}
