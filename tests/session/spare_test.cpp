// A spare run, which goes on where its reader goes back (session/stepping/twin.h). Its workers want
// worlds of their own: this process has none.
#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "catch.h"
#include "machine.h"
#include "session/reader.h"

namespace procdemo::session {

using test::Reader;

namespace {

const std::string some_hundred_steps = "i=0; while [ $i -lt 100 ]; do (exit 0); i=$((i+1)); done";

// Back by one step from there and on again, until the other worker has a spare run and serves.
void go_back_until_other_serves(Reader& reader) {
  const std::string before = reader.worker();
  const int step = reader.asked.step;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(300);
  while (reader.worker() == before && std::chrono::steady_clock::now() < deadline) {
    reader.request(request::Back{1});
    REQUIRE(reader.asked.step == step - 1);
    if (reader.worker() == before) reader.request(request::Continue{.step = step});
  }
  REQUIRE(reader.worker() != before);
}

}  // namespace

TEST_CASE("a spare run that takes the place of the first one is the same") {
  need_tracing();
  Reader reader(some_hundred_steps);
  reader.hear();
  reader.request(request::Continue{});
  const auto events = reader.events;
  const std::string token = reader.token();
  reader.request(request::Back{1});
  const message::Ask last = reader.asked;
  REQUIRE(last.step > 550);

  for (int i = 0; i < 2; ++i) {  // the first one's worker has a spare run then
    go_back_until_other_serves(reader);
    CHECK(reader.asked.step == last.step - 1);
    CHECK(reader.asked.next == last.next);
    CHECK(reader.events == std::vector(events.begin(), events.begin() + std::ssize(reader.events)));
    reader.request(request::Go{});
    CHECK(reader.asked.ready == last.ready);
  }
  reader.request(request::Continue{});
  CHECK(reader.events == events);
  CHECK(reader.token() == token);
  CHECK(std::get<End>(reader.last).survivors == 0);
}

TEST_CASE("a spare run goes the way that its reader has gone, with what was typed and sent") {
  need_tracing();
  Reader reader("trap 'echo got' USR1; read x; echo $x; " + some_hundred_steps +
                "; read y; echo $y");
  reader.hear();
  while (!reader.asked.ready.at(0).input) reader.request(request::Go{});
  reader.request(request::Input{"first\nsecond\n"});
  reader.request(request::Continue{.step = reader.asked.step + 9});
  reader.request(request::Signal{"USR1", "P"});
  reader.request(request::Continue{.step = 600});
  go_back_until_other_serves(reader);
  reader.request(request::Continue{});
  const auto printed = [&](const std::string& text) {
    return std::ranges::count_if(reader.events, [&](const std::string& event) {
      return event.find(R"("event":"line")") != event.npos && event.find(text) != event.npos;
    });
  };
  CHECK(printed("first") == 1);
  CHECK(printed("second") == 1);
  CHECK(printed("got") == 1);
}

}  // namespace procdemo::session
