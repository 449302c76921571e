// What a session and its reader say to each other.
#include "session/stepping/protocol.h"

#include <csignal>
#include <cstdint>
#include <random>

#include "catch.h"
#include "session/stepping/spare_task.h"
#include "session/stepping/twin.h"
#include "trace/json.h"

namespace procdemo::session {

namespace {

// What is wrong with a request.
std::string mistake_in(const std::string& line) {
  try {
    reader_request_from(line);
    return "nothing";
  } catch (const std::invalid_argument& wrong) {
    return wrong.what();
  }
}

}  // namespace

TEST_CASE("a request that is written is read again as it was") {
  const std::vector<ReaderRequest> requests = {request::Go{},
                                               request::Go{"P.1/t2"},
                                               request::Go{"\xff"},
                                               request::Back{3},
                                               request::Continue{},
                                               request::Continue{.process = "P.1"},
                                               request::Continue{.line = 17},
                                               request::Continue{.event = "fork"},
                                               request::Input{"a line\n"},
                                               request::Stop{},
                                               request::Quit{}};
  for (const ReaderRequest& request : requests) {
    const std::string line = to_line(request);
    CAPTURE(line);
    CHECK(line.find('\n') == line.size() - 1);
    CHECK(reader_request_from(line) == request);
  }
}

TEST_CASE("a spare run's task that is written is read again as it was") {
  SpareTask task{.number = 7,
                 .step = 2,
                 .told = ~std::uint64_t{0},
                 .found = 1,
                 .serve = true,
                 .path = {{"P"}, {"P.1", Taken::How::named}, {"P/t2", Taken::How::goes_on}},
                 .interventions = {{1, intervention::Typed{"a \xff\n"}},
                                   {2, intervention::Sent{SIGINT, "P.1"}}},
                 .asked = {0, 2}};
  const std::string line = to_line(task);
  CHECK(line.find('\n') == line.size() - 1);
  const SpareTask read = spare_task_from(line);
  CHECK(to_line(read) == line);
  CHECK(read.interventions == task.interventions);
  CHECK(read.path.at(1).who == "P.1");
  CHECK(read.path.at(2).how == Taken::How::goes_on);
}

TEST_CASE("a spare run stands behind a long one, at steps that are far apart") {
  for (const int steps : {0, 150, 511}) CHECK(spare_step(steps) == 0);
  for (const int steps : {512, 900, 3'000, 100'000}) {
    CAPTURE(steps);
    CHECK(spare_step(steps) <= steps - 256);
    CHECK(spare_step(steps) > steps - 512);
    CHECK(spare_step(spare_step(steps) + 511) == spare_step(steps));
  }
}

TEST_CASE("a request is read as the design has it") {
  CHECK(reader_request_from(R"({"do":"go","process":"P.1"})") == ReaderRequest(request::Go{"P.1"}));
  CHECK(reader_request_from(R"({"do":"go"})") == ReaderRequest(request::Go{}));
  CHECK(reader_request_from(R"({"do":"back"})") == ReaderRequest(request::Back{1}));
  CHECK(reader_request_from(R"({"do":"continue","more":1})") == ReaderRequest(request::Continue{}));
}

TEST_CASE("what is wrong with a request is named") {
  for (const char* line : {"", "x", "[]", "7", "null", "{", R"({"do":"go"}x)", "\xff"}) {
    CAPTURE(line);
    CHECK(mistake_in(line) == "JSON");
  }
  CHECK(mistake_in("{}") == "do");
  CHECK(mistake_in(R"({"do":7})") == "do");
  CHECK(mistake_in(R"({"do":"fly"})") == "do");
  CHECK(mistake_in(R"({"do":"go","process":7})") == "process");
  for (const char* steps : {"0", "-1", "1.5", "\"1\"", "null", "99999999999999999999", "[]"}) {
    CAPTURE(steps);
    CHECK(mistake_in(R"({"do":"back","steps":)" + std::string(steps) + "}") == "steps");
  }
  for (const char* until : {"0", "-3", "\"fly\"", "null", "[]", "\"\""}) {
    CAPTURE(until);
    CHECK(mistake_in(R"({"do":"continue","until":)" + std::string(until) + "}") == "until");
  }
  CHECK(mistake_in(std::string(200'000, '[')) == "JSON");
}

TEST_CASE("of a damaged request something is wrong, or it is one, whatever was damaged") {
  const std::vector<std::string> whole = {R"({"do":"go","process":"P.1"})",
                                          R"({"do":"back","steps":2})",
                                          R"({"do":"continue","until":"fork"})",
                                          R"({"do":"input","text":"a"})",
                                          R"({"do":"continue","step":12})",
                                          R"({"do":"signal","signal":"SIGINT"})",
                                          R"({"do":"signal","signal":"SIGINT","process":"P.1"})"};
  std::mt19937 random(7);
  int requests = 0, mistakes = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string line = whole[random() % whole.size()];
    for (unsigned damage = random() % 4; damage > 0; --damage) {
      const std::size_t at = random() % line.size();
      if (random() % 2 == 0) {
        line[at] = static_cast<char>(random());
      } else {
        line.insert(at, 1, static_cast<char>(random()));
      }
    }
    try {
      reader_request_from(line);
      ++requests;
    } catch (const std::invalid_argument&) {
      ++mistakes;
    }
  }
  CHECK(requests > 1'000);
  CHECK(mistakes > 1'000);
}

TEST_CASE("a message that is written is read again as it was") {
  const message::Ask ask{
      .step = 7,
      .time = 1.5,
      .next = "P.1",
      .ready = {{.name = "P.1",
                 .call = "write",
                 .does = intention::Print{1, "a\xff\n"},
                 .place = SourcePlace{"a.cpp", 11}},
                {.name = "P.2", .call = "start", .does = intention::Begin{}}},
      .waiting = {{.name = "P", .call = "wait4", .on = "P.1", .held_by = "P.1"},
                  {.name = "P.4", .on = "pipe:[7]", .needs = "write", .holds = true},
                  {.name = "P.3", .call = "nanosleep", .until = 3, .place = SourcePlace{"a", 2}}},
      .does = {"prints a\xff", "begins"},
      .again = {request::Input{"a\n"}, request::Signal{"SIGINT", "P.1"}}};
  CHECK(std::get<message::Ask>(message_from(to_line(ask))) == ask);
  const message::Back back{.step = 3, .events = 12, .changed = "a.txt"};
  CHECK(std::get<message::Back>(message_from(to_line(back))) == back);
  const message::Why why{.seq = 12,
                         .evidence = {.process = "P.1",
                                      .call = "getppid() = 1",
                                      .stack = {{"main", {"a.cpp", 11}}, {"", {"b.cpp", 3}}},
                                      .kernel = {"/proc/7/status: State: S (sleeping)"}}};
  CHECK(std::get<message::Why>(message_from(to_line(why))) == why);
  const message::Discarded discarded{{"a.txt", "sub/b"}, 2};
  CHECK(std::get<message::Discarded>(message_from(to_line(discarded))) == discarded);
  const message::Error error{.status = 2, .problem = "no\xff", .over = true};
  CHECK(std::get<message::Error>(message_from(to_line(error))) == error);
  CHECK(std::holds_alternative<message::Running>(message_from(to_line(message::Running{}))));
}

TEST_CASE("a session's header is its trace's, and says which protocol follows") {
  Run run;
  run.lesson = "fork";
  const std::string line = header_line(run);
  CHECK(line.find(R"("protocol":1)") != line.npos);
  CHECK(std::get<Run>(message_from(line)) == run);
}

}  // namespace procdemo::session
