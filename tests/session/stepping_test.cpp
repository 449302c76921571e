// A session served to its reader, who is its client.
#include "session/stepping/stepping.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

#include "base/child.h"
#include "base/signal_mask.h"
#include "catch.h"
#include "lesson/fixture.h"
#include "machine.h"
#include "session/reader.h"

namespace procdemo::session {

namespace {

using test::Reader;

const std::string two_children = "(echo a) & (echo b) & wait";

std::vector<Name> ready_in(const message::Ask& ask) {
  std::vector<Name> names;
  for (const auto& one : ask.ready) names.push_back(one.name);
  return names;
}

// Steps on until so many can go on.
void go_to_choice(Reader& reader, std::size_t ready) {
  while (!reader.is_over() && reader.asked.ready.size() < ready) reader.request(request::Go{});
  REQUIRE(reader.asked.ready.size() >= ready);
}

}  // namespace

TEST_CASE("what its reader takes by a descriptor is not blocked where a run is made") {
  const SignalFd taken(signal_set({SIGINT, SIGTERM, SIGHUP}));
  Client client([](const Fd&) {
    sigset_t blocked;
    ::sigprocmask(SIG_SETMASK, nullptr, &blocked);
    return ::sigismember(&blocked, SIGTERM) + ::sigismember(&blocked, SIGINT);
  });
  CHECK(client.wait() == 0);
}

TEST_CASE("a reader steps to the end, back to the beginning, and on the same way") {
  need_tracing();
  Reader reader(two_children);
  reader.hear();
  CHECK(reader.asked.step == 0);
  while (!reader.is_over()) reader.request(request::Go{});
  const auto events = reader.events;
  const std::string token = reader.token();
  const int steps = reader.asked.step;
  CHECK(std::get<End>(reader.last).survivors == 0);
  REQUIRE(steps > 10);

  reader.request(request::Back{steps});
  CHECK(reader.asked.step == 0);
  reader.request(request::Continue{});
  CHECK(reader.is_over());
  CHECK(reader.events == events);
  CHECK(reader.token() == token);
}

TEST_CASE("one who was not chosen goes after going back, and that is another order") {
  need_tracing();
  Reader reader(two_children);
  reader.hear();
  go_to_choice(reader, 2);
  const message::Ask choice = reader.asked;
  reader.request(request::Go{choice.next});
  reader.request(request::Continue{});
  const std::string token = reader.token();

  reader.request(request::Back{reader.asked.step - choice.step});
  CHECK(reader.asked == choice);
  const auto names = ready_in(choice);
  const auto other = std::ranges::find_if(names, [&](auto& name) { return name != choice.next; });
  reader.request(request::Go{*other});
  CHECK(reader.asked.step == choice.step + 1);
  reader.request(request::Continue{});
  CHECK(reader.token() != token);
  reader.request(request::Back{reader.asked.step - choice.step});
  CHECK(reader.asked.next == *other);
}

TEST_CASE("whoever can't go on is refused, and nothing happens") {
  need_tracing();
  Reader reader(two_children);
  reader.hear();
  reader.request(request::Go{"P.7"});
  CHECK(reader.is_refused());
  reader.request(request::Back{1});
  CHECK(reader.is_refused());
  for (const char* line :
       {"", "x", "{}", R"({"do":"go","process":[]})", R"({"do":"back","steps":0})"}) {
    reader.request(line);
    CHECK(reader.is_refused());
  }
  reader.request("{\"do\":\"" + std::string(10 << 20, 'x') + "\"}");
  CHECK(reader.is_refused());
  reader.request(request::Go{});
  CHECK(reader.asked.step == 1);
}

TEST_CASE("going on ends where somebody acts, or something happens") {
  need_tracing();
  Reader reader(two_children);
  reader.hear();
  reader.request(request::Continue{.event = "fork"});
  CHECK(reader.events.back().find(R"("event":"fork")") != std::string::npos);
  CHECK(std::ranges::count_if(reader.events, [](const std::string& line) {
          return line.find(R"("event":"fork")") != line.npos;
        }) == 1);
  reader.request(request::Continue{.process = "P.1"});
  const auto events = reader.events.size();
  reader.request(request::Back{1});
  CHECK(reader.asked.next == "P.1");
  reader.request(request::Go{});
  CHECK(reader.events.size() == events);
}

TEST_CASE("where what was to come has not come by the end, that is told before it") {
  need_tracing();
  Reader reader(two_children);
  reader.hear();
  const std::vector<std::pair<request::Continue, std::string>> sought = {
      {{.process = "P.9"}, "P.9"},
      {{.line = 9999}, "9999"},
      {{.event = "kill"}, "kill"},
      {{.step = 5000}, "5000"},
  };
  for (const auto& [until, name] : sought) {
    CAPTURE(name);
    reader.request(until);
    REQUIRE(reader.is_over());
    CHECK(reader.at_end == name);
    reader.at_end.clear();
    reader.request(request::Back{reader.asked.step});
  }
  reader.request(request::Continue{.event = "summary"});  // which comes behind the last step
  CHECK(reader.is_over());
  CHECK(reader.at_end.empty());
  const int end = reader.asked.step;
  reader.request(request::Back{end});
  reader.request(request::Continue{.step = end});
  CHECK(reader.is_over());
  CHECK(reader.at_end.empty());
}

TEST_CASE("nobody is waited for who can't come any more, and no step that is behind") {
  need_tracing();
  Reader reader("(echo a); (echo b); echo c");
  reader.hear();
  reader.request(request::Continue{.process = "P.2"});
  REQUIRE_FALSE(reader.is_over());
  const int there = reader.asked.step;
  for (const char* name : {"P.1", "P.1.1", "P.1/t2", "P.1.2.3"}) {
    CAPTURE(name);
    reader.request(request::Continue{.process = name});
    CHECK(reader.is_refused());
  }
  reader.request(request::Continue{.step = there - 1});
  CHECK(reader.is_refused());
  reader.request(R"({"do":"continue","until":"Paris"})");
  CHECK(reader.is_refused());
  reader.request(request::Continue{.process = "P.2"});
  CHECK(reader.asked.step > there);
  reader.request(request::Back{reader.asked.step});
  reader.request(request::Continue{.process = "P.1"});  // who is to come once more
  CHECK_FALSE(reader.is_refused());
  reader.request(request::Continue{.process = "P.3"});  // whom P could have made
  CHECK(reader.at_end == "P.3");
}

TEST_CASE("in a deadlock the session goes on: out of it, and into it again") {
  need_tracing();
  const fixture::Folder folder;
  const std::string fifo = folder.path() / "fifo";
  REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
  Reader reader("read x <" + fifo);
  reader.hear();
  while (!reader.is_over()) reader.request(request::Go{});
  const auto stuck = reader.asked;
  reader.request(request::Go{});
  CHECK(reader.is_refused());
  reader.request(request::Back{1});
  CHECK(reader.asked.step == stuck.step - 1);
  CHECK(reader.asked.ready.size() == 1);
}

TEST_CASE("what was typed or sent comes again after going back, and that is said where it does") {
  need_tracing();
  Reader reader(two_children);
  reader.hear();
  reader.request(request::Go{});
  const request::Signal sent{"SIGWINCH", "P"};
  reader.request(sent);
  CHECK(reader.asked.again.empty());
  const std::vector<ReaderRequest> again = {sent};
  reader.request(request::Back{1});  // the signal
  CHECK(reader.asked.step == 1);
  CHECK(reader.asked.again == again);
  reader.request(request::Back{1});
  CHECK(reader.asked.again.empty());
  reader.request(request::Go{});
  CHECK(reader.asked.again == again);
  reader.request(request::Go{});
  CHECK(reader.asked.again.empty());
  reader.request(request::Back{1});
  reader.request(request::Go{reader.asked.ready.at(0).name});  // another way
  reader.request(request::Back{1});
  CHECK(reader.asked.again.empty());
}

TEST_CASE("the end's time is that of the last event that still holds") {
  need_tracing();
  Reader reader("(true); sleep 5; (true)");
  reader.hear();
  reader.request(request::Continue{});
  REQUIRE(reader.is_over());
  CHECK(std::get<End>(reader.last).time == 5);
  reader.request(request::Back{reader.asked.step - 1});
  reader.request(request::Quit{});
  CHECK(std::get<End>(reader.last).time == 0);
}

TEST_CASE("a step that takes long says so, and can be given up") {
  need_tracing();
  Reader reader("echo go; while :; do :; done");
  reader.hear();
  reader.client().send(request::Continue{});
  std::optional<Message> message;
  do message = reader.client().receive();
  while (message && !std::holds_alternative<message::Running>(*message));
  REQUIRE(message);
  reader.request(request::Stop{});
  CHECK(!reader.is_over());
  CHECK(reader.asked.ready.size() == 1);
  CHECK(reader.asked.ready.front().call == "write");
  reader.request(request::Back{1});
  CHECK(!reader.is_refused());
}

TEST_CASE("where many short steps are given up, none of them is undone") {
  need_tracing();
  Reader reader("while :; do echo; done");
  reader.hear();
  reader.client().send(request::Continue{});
  int told = 0;
  std::optional<Message> message;
  while (told < 200 && (message = reader.client().receive())) {
    told += std::holds_alternative<Event>(*message) ? 1 : 0;
  }
  reader.client().send(request::Stop{});
  do message = reader.client().receive();
  while (message && std::holds_alternative<Event>(*message));
  REQUIRE(message);
  const auto* ask = std::get_if<message::Ask>(&*message);
  REQUIRE(ask);
  CHECK(ask->step > 50);
}

TEST_CASE("a way back that takes long says so, and can be given up where it has come to") {
  need_tracing();
  const std::string computes = "i=0; while [ $i -lt 150000 ]; do i=$((i+1)); done; echo $i; ";
  Reader reader(computes + computes + computes + computes + computes);
  reader.hear();
  reader.request(request::Continue{.step = 5});
  const auto events = reader.events;
  const message::Ask asked = reader.asked;
  REQUIRE(asked.step == 5);
  reader.client().send(request::Back{});
  auto message = reader.client().receive();
  REQUIRE(message);
  REQUIRE(std::holds_alternative<message::Running>(*message));
  reader.request(request::Stop{});
  CHECK(reader.asked.step < 4);
  CHECK(reader.events.size() < events.size());
  reader.request(request::Continue{.step = 5});
  CHECK(reader.asked == asked);
  CHECK(reader.events == events);
}

TEST_CASE("nobody of a run is left when its reader is killed") {
  need_tracing();
  Pipe life = Pipe::make();
  Child child = Child::run(kill_at_once, [&] {
    life.read_end.reset();
    Reader reader("sleep 100 & sleep 100 & wait");
    reader.hear();
    for (int i = 0; i < 30; ++i) reader.request(request::Go{});
    write_all(life.write_end.get(), "x");
    ::pause();
    return 0;
  });
  life.write_end.reset();
  char byte;
  REQUIRE(::read(life.read_end.get(), &byte, 1) == 1);
  child.signal(SIGKILL);
  // The worker has the other end, too, and is gone only when all are.
  CHECK(::read(life.read_end.get(), &byte, 1) == 0);
}

}  // namespace procdemo::session
