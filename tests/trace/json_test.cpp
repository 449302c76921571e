#include "trace/json.h"

#include <nlohmann/json.hpp>

#include "base/text/base64.h"
#include "catch.h"

using namespace procdemo::trace;

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

namespace {

// Gives every field a value that no other has.
class Filler {
 public:
  void operator()(std::string& text) { text = "text " + std::to_string(++given_); }
  void operator()(bool& flag) { flag = true; }
  void operator()(Number& number) { number = ++given_; }
  void operator()(std::vector<std::string>& texts) {
    texts.resize(2);
    for (std::string& text : texts) (*this)(text);
  }
  void operator()(std::vector<std::uint64_t>& numbers) {
    numbers.resize(2);
    for (std::uint64_t& number : numbers) (*this)(number);
  }
  template <class Value>
  void operator()(std::optional<Value>& value) {
    (*this)(value.emplace());
  }
  template <class Figure>
    requires std::is_arithmetic_v<Figure>
  void operator()(Figure& figure) {
    figure = static_cast<Figure>(++given_);
    if constexpr (std::is_floating_point_v<Figure>) figure += 0.5;
  }

 private:
  int given_ = 100;
};

template <class Kind>
Kind filled() {
  Kind data;
  Filler fill;
  std::apply([&](const auto&... field) { (fill(data.*field.member), ...); }, Kind::fields());
  return data;
}

}  // namespace

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
    tried = 0;
    (one(filled<Kinds>()), ...);
  };
  round_trip(static_cast<event::Any*>(nullptr));
  CHECK(tried == event_kinds().size());
}

TEST_CASE("every kind of intention comes back as it went in") {
  std::size_t tried = 0;
  const auto round_trip = [&]<class... Kinds>(std::variant<Kinds...>*) {
    const auto one = [&](const Intention& intention) {
      const auto json = to_json(intention);
      CHECK(intention_from(json).index() == intention.index());
      CHECK(to_json(intention_from(json)) == json);
      ++tried;
    };
    (one(filled<Kinds>()), ...);
  };
  round_trip(static_cast<Intention*>(nullptr));
  CHECK(tried == std::variant_size_v<Intention>);
  CHECK_THROWS_AS(intention_from({{"kind", "dream"}}), NewerTrace);
  CHECK_THROWS_AS(intention_from({{"kind", "sleep"}, {"seconds", "3"}}), std::invalid_argument);
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

TEST_CASE("whatever bytes a run was made of, its trace holds them") {
  const std::string bytes = "\xff\xfe";
  Run run;
  run.lesson = bytes;
  run.command = {bytes};
  run.title = {bytes, "好"};
  run.source = {bytes, 1, bytes};
  run.claims = {{"id", {bytes, bytes}}};
  CHECK(run_from_line(to_line(run)) == run);

  End end;
  end.claims = {{"id", false, {"missing", {"ok", bytes}, {bytes, bytes}}}};
  CHECK(end_from_line(to_line(end)) == end);

  const Event file{1, 0, "P", 7, event::File{bytes, 2, {"ok", bytes}}};
  CHECK(to_line(event_from_line(to_line(file))) == to_line(file));
  CHECK(event_from_line(to_line(file)).as<event::File>()->records.back() == bytes);
  const Event reaped{1, 0, "P", 7, event::Reap{"P.1", {}, bytes}};
  CHECK(event_from_line(to_line(reaped)).as<event::Reap>()->signal == bytes);
}

TEST_CASE("a PID of the canonical form is a text, and stays one") {
  const Event birth{
      2, 0, "P", Number::named("[pid P]"),
      event::Fork{"P.1", Number::named("[pid P.1]"), "fork", Number::named("[pid P.1]")}};
  const std::string line = to_line(birth);
  CHECK(line.find(R"("pid":"[pid P]")") != std::string::npos);
  CHECK(event_from_line(line).pid.text() == "[pid P]");
  CHECK(to_line(event_from_line(line)) == line);
}

TEST_CASE("what was not measured is left out") {
  End end;
  CHECK(to_line(end).find("wall") == std::string::npos);
  CHECK_FALSE(end_from_line(to_line(end)).wall.has_value());
  end.wall = 0.5;
  CHECK(end_from_line(to_line(end)).wall == 0.5);
  CHECK_FALSE(end_from_line(to_line(end)).time.has_value());
  end.time = 9;
  CHECK(end_from_line(to_line(end)).time == 9);
}

namespace {

const std::string event_line = R"({"type":"event","seq":1,"time":0,"process":"P","pid":1,)";

// What is wrong with an event's line that goes on like this.
std::string mistake(const std::string& rest) {
  try {
    event_from_line(event_line + rest);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a damaged line is refused, and what is wrong is named") {
  CHECK(mistake(R"("event":"sleep","seconds":1})").empty());
  CHECK(mistake(R"("event":"sleep"})") == "seconds");
  CHECK(mistake(R"("event":"sleep","seconds":"1"})") == "seconds");
  CHECK(mistake(R"("event":"sleep","seconds":1e999})") == "JSON");
  CHECK(mistake(R"("event":"print","fd":1,"text":"\xff"})") == "JSON");
  CHECK(mistake(R"("event":"print","fd":1.5,"text":""})") == "fd");
  CHECK(mistake(R"("event":"print","fd":4294967296,"text":""})") == "fd");
  CHECK(mistake(R"("event":"print","fd":18446744073709551615,"text":""})") == "fd");
  CHECK(mistake(R"("event":"wait","for":"any","nohang":1})") == "nohang");
  CHECK(mistake(R"("event":"exec","path":"","argv":{}})") == "argv");
  CHECK(mistake(R"("event":"exec","path":"","argv":[1]})") == "argv");
  CHECK(mistake(R"("event":"fork","child":"P.1","child_pid":"P","call":"","returned":1})") ==
        "child_pid");
  for (const char* pid : {R"([\u001b[2J])", "[pid ]", "[pid P\\n]", "[pid P.1", "[PID P]",
                          "[addr P]", "[orphan procdemo]", ""}) {
    INFO(pid);
    CHECK(mistake(R"("event":"orphan","parent":"","parent_pid":")" + std::string(pid) + "\"}") ==
          "parent_pid");
  }
  for (const char* pid : {"[pid P]", "[pid P.1.12]", "[orphan P.2]", "[pid procdemo]"}) {
    CHECK(mistake(R"("event":"orphan","parent":"","parent_pid":")" + std::string(pid) + "\"}") ==
          "");
  }
  CHECK(mistake("\"event\":" + std::string(100'000, '[')) == "JSON");
  CHECK_THROWS_AS(event_from_line("{"), std::invalid_argument);
  CHECK_THROWS_AS(event_from_line("7"), std::invalid_argument);
  CHECK_THROWS_AS(event_from_line(R"({"type":"run"})"), std::invalid_argument);
  CHECK_THROWS_AS(from_base64("ab=c"), std::invalid_argument);
  CHECK_THROWS_AS(from_base64("abc"), std::invalid_argument);
}

TEST_CASE("what only a later procdemo knows is told apart from damage") {
  CHECK_THROWS_AS(run_from_line(R"({"type":"run","version":2})"), NewerTrace);
  CHECK_THROWS_AS(event_from_line(event_line + R"("event":"teleport"})"), NewerTrace);
  CHECK_THROWS_AS(trace_line(R"({"type":"footnote"})"), NewerTrace);
  CHECK_THROWS_AS(run_from_line(R"({"type":"run","version":0})"), std::invalid_argument);
}

TEST_CASE("base64 round-trips every length") {
  for (std::size_t length = 0; length < 9; ++length) {
    const std::string bytes(length, '\xa7');
    CHECK(from_base64(to_base64(bytes)) == bytes);
  }
}
