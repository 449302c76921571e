// Calls at the edges of what they are documented for answer as they do alone, and what is told of
// them is what happened.
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <filesystem>

#include "base/child.h"
#include "observed.h"

using namespace procdemo::engine;

namespace {

// A name in a folder of the test's own.
class OwnName {
 public:
  OwnName() { REQUIRE(::mkdtemp(folder_) != nullptr); }
  OwnName(const OwnName&) = delete;
  OwnName& operator=(const OwnName&) = delete;
  ~OwnName() { std::filesystem::remove_all(folder_); }
  std::string path() const { return std::string(folder_) + "/name"; }

 private:
  char folder_[32] = "/tmp/edges-XXXXXX";
};

How run_at(double speed) {
  How how;
  how.settings.mode = LiveMode{speed};
  return how;
}

// Another program, which is none of procdemo's processes.
Child sleeping_program() {
  Pipe executed = Pipe::make();
  Child child = Child::run(kill_at_once, [] {
    ::execlp("sleep", "sleep", "1000", nullptr);
    return 127;
  });
  executed.write_end.reset();
  char none;
  REQUIRE(::read(executed.read_end.get(), &none, 1) == 0);
  return child;
}

Fd visit(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  Fd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const auto* plain = reinterpret_cast<const sockaddr*>(&address);
  REQUIRE(::connect(socket.get(), plain, sizeof address) == 0);
  return socket;
}

std::vector<std::int64_t> bytes_read(const Seen& seen) {
  std::vector<std::int64_t> bytes;
  for (const Event& event : all<event::Read>(seen)) bytes.push_back(event.as<event::Read>()->bytes);
  return bytes;
}

}  // namespace

TEST_CASE("a clock that there is not is none where time is virtual") {
  same_as_alone({"edges", "clocks"}, ordered());
}

TEST_CASE("timers of processor time go off by what looks at clocks take, where that is virtual") {
  for (const char* policy : {"round-robin", "random:1"}) {
    How how;
    how.schedule = policy;
    const Seen seen = same_as_alone({"processor_timers"}, how);
    CHECK(lines_of(seen) == std::vector<std::string>{"2: 1, 0 us left", "1: 1, 0 us left"});
    CHECK(all<event::Signal>(seen).size() == 2);
  }
}

TEST_CASE("what the kernel refuses, or only a signal ends, is no sleep") {
  for (const How& how : {ordered(), How{}, run_at(2), run_at(0.9)}) {
    const Seen seen = same_as_alone({"edges", "sleeps"}, how);
    const std::vector<Event> sleeps = all<event::Sleep>(seen);
    REQUIRE(sleeps.size() == 2);  // 1.2 s, and until a moment long past
    CHECK(sleeps[0].as<event::Sleep>()->seconds == Approx(1.2));
    CHECK(sleeps[1].as<event::Sleep>()->seconds == 0);
    CHECK(all<event::Wake>(seen).size() == 2);
  }
}

TEST_CASE("timers take what they take alone, and nothing else is one") {
  for (const How& how : {ordered(), run_at(2)}) same_as_alone({"edges", "timers"}, how);
}

TEST_CASE("a timer of a nanosecond goes off at every speed") {
  for (const How& how : {ordered(), run_at(20), run_at(0.5)}) {
    same_as_alone({"edges", "nanosecond"}, how);
  }
}

TEST_CASE("timers that nobody has any more hold up no deadlock") {
  const Seen seen = observed({"edges", "closed"}, ordered());
  CHECK(lines_of(seen) == std::vector<std::string>{"closed"});
  CHECK(seen.outcome.deadlock);
}

TEST_CASE("a socket's timeout is told from the options of other levels, and can be asked for") {
  for (const How& how : {ordered(), run_at(4)}) same_as_alone({"edges", "options"}, how);
}

TEST_CASE("who waits for a visitor, or to be let in, waits no longer than its socket's timeout") {
  const OwnName socket;
  same_as_alone({"edges", "visits", socket.path()}, ordered());
}

TEST_CASE("a datagram that was only looked at was not read, and no more was than there was room") {
  const Seen seen = same_as_alone({"edges", "datagrams"});
  CHECK(bytes_read(seen) == std::vector<std::int64_t>{2, 3});
}

TEST_CASE("a server waits for visitors from outside, at a socket and at a FIFO") {
  need_observing();
  for (const char* kind : {"server", "fifo"}) {
    INFO(kind);
    const OwnName name;
    const bool is_fifo = std::string(kind) == "fifo";
    if (is_fifo) REQUIRE(::mkfifo(name.path().c_str(), 0600) == 0);
    Running running({"edges", kind, name.path()}, ordered());
    REQUIRE(running.until([](const Event& event) {
      const auto* note = event.as<event::Note>();
      return note && note->note == "inexact-outside";
    }));
    const Fd visitor =
        is_fifo ? Fd(::open(name.path().c_str(), O_WRONLY | O_CLOEXEC)) : visit(name.path());
    REQUIRE(::write(visitor.get(), "!", 1) == 1);
    const Seen seen = running.finish();
    CHECK_FALSE(seen.outcome.deadlock);
    CHECK(lines_of(seen) == std::vector<std::string>{"ready", "visitor: 1"});
  }
}

TEST_CASE("a process that no visitor can help is deadlocked, also beside an idle server") {
  const OwnName name;
  const Seen seen = observed({"edges", "stuck", name.path()}, ordered());
  CHECK(lines_of(seen) == std::vector<std::string>{"ready"});
  CHECK(seen.outcome.deadlock);
}

TEST_CASE("a child is reaped also where its parent wants to know nothing of it") {
  for (const How& how : {How{}, ordered()}) {
    const Seen seen = same_as_alone({"edges", "waits"}, how);
    const Event reap = one<event::Reap>(seen);
    CHECK(reap.as<event::Reap>()->code == 7);
  }
}

TEST_CASE(
    "a signal by descriptor is told where it was sent, to one outside too, and nowhere else") {
  const Child bystander = sleeping_program();
  const std::string pid = std::to_string(bystander.pid());
  const Seen seen = observed({"edges", "signals", pid});
  CHECK(lines_of(seen, "P") ==
        std::vector<std::string>{"outside: 0", "pretended: EPERM", "child: killed SIGKILL"});
  std::vector<std::string> kills;
  for (const Event& event : all<event::Kill>(seen)) {
    const auto& kill = *event.as<event::Kill>();
    kills.push_back(kill.signal + " " + kill.target);
  }
  CHECK(kills == std::vector<std::string>{"SIGURG " + pid, "SIGKILL P.1"});
}

TEST_CASE("a write of nothing is no print, and tears no line") {
  const Seen seen = observed({"edges", "empty"}, ordered());  // live, a piece is shown after 0.1 s
  CHECK(lines_of(seen) == std::vector<std::string>{"one line", "child: exited 0"});
  CHECK(all<event::Print>(seen).size() == 3);
  for (const Event& event : all<event::Line>(seen)) CHECK_FALSE(event.as<event::Line>()->torn);
}
